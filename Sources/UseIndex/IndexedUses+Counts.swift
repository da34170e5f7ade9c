import Corpora
import Senses

extension IndexedUses {
  /// How often each word stands in the corpus files, which are not read for it.
  ///
  /// - Parameter condition: What holds of the uses that are counted; `nil` for nothing.
  /// - Throws: `IndexError`.
  public func wordCounts(where condition: Condition? = nil) throws(IndexError) -> WordCounts {
    WordCounts(try words(where: condition).map { ($0.key, $0.uses) })
  }
}
