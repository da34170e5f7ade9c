import Testing

extension Trait where Self == ConditionTrait {
  /// Skips tests that type at a terminal where the machine has no pseudo-terminals, as in a bare chroot.
  public static var needsTerminal: Self {
    .enabled(if: PseudoTerminal.obstacle == nil, Comment(rawValue: PseudoTerminal.obstacle ?? ""))
  }
}
