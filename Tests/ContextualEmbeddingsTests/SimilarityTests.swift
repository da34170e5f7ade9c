import ContextualEmbeddings
import Testing

struct SimilarityTests {
  @Test func cosineIsOfTheAngle() {
    #expect(cosine([3, 0], [5, 0]) == 1)
    #expect(cosine([1, 0], [0, 2]) == 0)
    #expect(cosine([1, 0], [-4, 0]) == -1)
    // (3·4 + 4·3) / (5 · 5)
    #expect(cosine([3, 4], [4, 3]) == 0.96)
  }

  @Test func aVectorWithoutDirectionIsLikeNothing() {
    #expect(cosine([0, 0], [1, 1]) == 0)
  }

  @Test func roundingNeverLeadsPastOne() {
    let vector = (1...384).map { 1 / Float($0) }
    #expect(cosine(vector, vector) <= 1)
  }
}
