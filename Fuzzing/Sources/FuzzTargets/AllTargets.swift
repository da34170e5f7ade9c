public let allTargets: [FuzzTarget] = textTargets + fileTargets
