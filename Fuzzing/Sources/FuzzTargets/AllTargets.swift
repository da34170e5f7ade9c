public let allTargets: [FuzzTarget] =
  textTargets + subwordTargets + fileTargets + corpusTargets
  + inventoryTargets
