public let allTargets: [FuzzTarget] = textTargets
