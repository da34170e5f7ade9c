/// The table of a pattern, worked out from what is written: first steps that may go on several ways, the preferred way first, then
/// all the sets of steps that a text can lead to (Thompson 1968; the order of preference as in Cox,
/// https://swtch.com/~rsc/regexp/regexp2.html).
struct PatternAutomaton {
  private(set) var classes: ScalarClasses
  private(set) var table: [UInt32] = []
  private(set) var starts: [UInt32] = []

  private enum Step {
    /// Takes a scalar of a set, by the number of the set.
    case take(Int, next: Int)
    case fork(Int, Int)
    /// Goes on where the scalar that follows is in a set.
    case ahead(Int, end: Bool, next: Int)
    case behind(Int, start: Bool, next: Int)
    case match
  }

  private var steps: [Step] = [.match]
  private var sets: [ScalarSet] = []
  /// By class, whether each set has it.
  private var members: [[Bool]] = []
  /// Whether what is before a place counts.
  private var looksBehind = false

  /// What has been taken leads here.
  private struct State: Hashable {
    /// The steps that are open, the preferred ones first.
    let steps: [Int]
    /// The class of the scalar before; of no meaning where none looks behind.
    let before: Int
  }

  init(_ node: PatternNode) throws(PatternError) {
    var empty: [[Bool]] = []
    classes = try ScalarClasses([], members: &empty)
    let first = try add(node, next: 0)
    classes = try ScalarClasses(sets, members: &members)

    let count = classes.count
    var numbers: [State: UInt32] = [:]
    var states: [State] = [State(steps: [], before: 0)]
    func number(_ steps: [Int], before: Int) throws(PatternError) -> UInt32 {
      if steps.isEmpty { return 0 }
      let state = State(steps: steps, before: looksBehind ? before : 0)
      if let number = numbers[state] { return number }
      guard states.count < Pattern.mostStates else { throw .tooLarge(states: Pattern.mostStates) }
      numbers[state] = UInt32(states.count)
      states.append(state)
      return UInt32(states.count - 1)
    }
    for before in 0...count { starts.append(try number([first], before: before)) }
    var done = 0
    while done < states.count {
      let state = states[done]
      for next in 0...count {
        var (open, isMatch): ([Int], Bool) = ([], false)
        var seen = Set<Int>()
        for step in state.steps where !isMatch {
          isMatch = follow(step, state.before, next, &seen, &open)
        }
        let target = next < count ? try number(open, before: next) : 0
        table.append(target << 1 | (isMatch ? 1 : 0))
      }
      done += 1
    }
  }

  /// Goes all ways on from a step that take nothing, and notes what there is to take next.
  ///
  /// - Parameters:
  ///   - before: The class of the scalar before; their number at the start.
  ///   - next: The class of the scalar that follows; their number at the end.
  /// - Returns: Whether a match ends here: what is less preferred does not count then.
  private func follow(
    _ step: Int, _ before: Int, _ next: Int, _ seen: inout Set<Int>, _ open: inout [Int]
  ) -> Bool {
    var ways = [step]
    while let step = ways.popLast() {
      guard seen.insert(step).inserted else { continue }
      switch steps[step] {
      case .match: return true
      case .take(let set, let target):
        if next < classes.count, members[next][set], !open.contains(target) { open.append(target) }
      case .fork(let first, let second): ways += [second, first]
      case .ahead(let set, let end, let target):
        if next < classes.count ? members[next][set] : end { ways.append(target) }
      case .behind(let set, let start, let target):
        if before < classes.count ? members[before][set] : start { ways.append(target) }
      }
    }
    return false
  }

  private mutating func number(of set: ScalarSet) -> Int {
    if let number = sets.firstIndex(of: set) { return number }
    sets.append(set)
    return sets.count - 1
  }

  /// Adds the steps of a node.
  ///
  /// - Returns: The first of them.
  private mutating func add(_ node: PatternNode, next: Int) throws(PatternError) -> Int {
    guard steps.count < Pattern.mostStates else { throw .tooLarge(states: Pattern.mostStates) }
    func append(_ step: Step) -> Int {
      steps.append(step)
      return steps.count - 1
    }
    switch node {
    case .empty: return next
    case .set(let set): return append(.take(number(of: set), next: next))
    case .ahead(let set, let end): return append(.ahead(number(of: set), end: end, next: next))
    case .behind(let set, let start):
      looksBehind = true
      return append(.behind(number(of: set), start: start, next: next))
    case .sequence(let nodes):
      var next = next
      for node in nodes.reversed() { next = try add(node, next: next) }
      return next
    case .alternation(let branches):
      var first = try add(branches[branches.count - 1], next: next)
      for branch in branches.dropLast().reversed() {
        let preferred = try add(branch, next: next)
        first = append(.fork(preferred, first))
      }
      return first
    case .repetition(let node, let least, let most, let isGreedy):
      func fork(_ again: Int, _ on: Int) -> Int {
        append(isGreedy ? .fork(again, on) : .fork(on, again))
      }
      var next = next
      if let most {
        let end = next
        for _ in 0..<most - least { next = fork(try add(node, next: next), end) }
      } else {
        let loop = append(.match)
        let again = try add(node, next: loop)
        steps[loop] = isGreedy ? .fork(again, next) : .fork(next, again)
        next = loop
      }
      for _ in 0..<least { next = try add(node, next: next) }
      return next
    }
  }
}
