import Senses
import Testing

@Suite struct SenseGradeTests {
  @Test(arguments: [
    (0.0, SenseGrade.unrelated), (0.19, .unrelated), (0.2, .distantlyRelated),
    (0.49, .distantlyRelated), (0.5, .closelyRelated), (0.79, .closelyRelated),
    (0.8, .identical), (1.0, .identical),
  ])
  func theGradeFollowsTheOdds(probability: Double, grade: SenseGrade) {
    #expect(SenseGrade(probability: probability) == grade)
  }
}
