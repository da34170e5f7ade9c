/// ERNIE (Sun et al. 2019, https://arxiv.org/abs/1904.09223): BERT, and in some a row for the task, of which the first is meant
/// here.
struct ERNIE: Architecture {
  static let modelType = "ernie"
  static let className = "ErnieModel"
  static let beside = BERTNames.beside + ["embeddings.task_type_ids"]
  static let kept = BERTNames.poolers
  let plan: EncoderPlan

  init(_ keys: ConfigurationKeys) throws(ConfigurationError) {
    let sizes = try BERTSizes(keys)
    var embeddings = sizes.embeddings(types: try keys.types())
    if try keys.flag("use_task_id", usual: false) {
      let tasks = try keys.natural("task_type_vocab_size", 1...1024, usual: 3)
      let name = "embeddings.task_type_embeddings.weight"
      embeddings.shared.append((.task, TensorShape(name, [tasks, sizes.channels])))
    }
    plan = sizes.plan(embeddings)
  }
}
