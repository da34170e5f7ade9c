public let allTargets: [FuzzTarget] =
  textTargets + subwordTargets + fileTargets + [modelFolder] + corpusTargets
  + inventoryTargets + sessionTargets
