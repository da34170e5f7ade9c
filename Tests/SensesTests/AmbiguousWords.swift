/// A word in three sentences: the first two use it in one sense, the third in another.
struct AmbiguousWord {
  let word: String
  let sense: (String, String)
  let other: String

  init(_ word: String, _ first: String, _ second: String, other: String) {
    self.word = word
    sense = (first, second)
    self.other = other
  }

  /// Written for this purpose, by meaning alone, before any model had read them.
  static let all = [
    AmbiguousWord(
      "bank", "I deposited money at the bank.", "The bank refused to lend us more money.",
      other: "We had lunch on the bank of the river."),
    AmbiguousWord(
      "bat", "A bat flew out of the dark cave at dusk.",
      "The bat sleeps upside down during the day.",
      other: "He hit the ball with a wooden bat."),
    AmbiguousWord(
      "spring", "The flowers open in early spring.", "It often rains here in spring.",
      other: "The spring in the old mattress has broken."),
    AmbiguousWord(
      "bass", "She plays the bass in a jazz band.", "Turn up the bass on the speakers.",
      other: "He caught a large bass in the lake."),
    AmbiguousWord(
      "crane", "The crane lifted the steel beams onto the roof.",
      "A tall crane stood above the building site.",
      other: "A white crane was wading through the marsh."),
    AmbiguousWord(
      "light", "The light in the kitchen is too bright.",
      "Please switch off the light before you leave.",
      other: "This bag is light enough to carry with one hand."),
    AmbiguousWord(
      "match", "Our team won the match by two goals.", "The tennis match lasted for three hours.",
      other: "She struck a match and lit the candle."),
    AmbiguousWord(
      "seal", "The seal dived under the ice to catch fish.", "A young seal was lying on the beach.",
      other: "The letter was closed with a seal of red wax."),
    AmbiguousWord(
      "bark", "The bark of the old oak is rough.", "Beetles live under the bark of dead trees.",
      other: "We heard the loud bark of a dog at night."),
    AmbiguousWord(
      "plant", "Water the plant on the windowsill twice a week.", "This plant needs a lot of sun.",
      other: "The plant employs two thousand workers who build cars."),
    AmbiguousWord(
      "pitcher", "The pitcher threw a fast ball to the catcher.",
      "After nine innings the pitcher was tired.",
      other: "She filled the pitcher with cold lemonade."),
    AmbiguousWord(
      "mouse", "The cat chased a mouse across the barn.", "A mouse has eaten the cheese.",
      other: "Click the left button of the mouse to open the file."),
    AmbiguousWord(
      "trunk", "The elephant lifted its trunk and drank.",
      "With its trunk the elephant picked up a peanut.",
      other: "Put the suitcases in the trunk of the car."),
    AmbiguousWord(
      "court", "The court found him guilty of theft.", "She will appeal to a higher court.",
      other: "The players walked onto the tennis court."),
    AmbiguousWord(
      "scale", "Stand on the scale to see how much you weigh.",
      "The scale in the bathroom shows pounds.",
      other: "She practised the scale of C major on the piano."),
    AmbiguousWord(
      "nail", "He hammered a nail into the wall.", "Hang the picture on that nail.",
      other: "She painted each nail on her left hand red."),
    AmbiguousWord(
      "ring", "He gave her a gold ring with a diamond.", "She never takes off her wedding ring.",
      other: "The boxer climbed into the ring to fight."),
    AmbiguousWord(
      "pen", "She signed the contract with a blue pen.", "My pen has run out of ink.",
      other: "The farmer drove the pigs back into their pen."),
    AmbiguousWord(
      "organ", "The heart is the organ that pumps blood.",
      "Doctors transplanted an organ from a donor.",
      other: "He plays the organ in church on Sundays."),
    AmbiguousWord(
      "letter", "She wrote a long letter to her mother.",
      "The postman brought a letter from Spain.",
      other: "The first letter of the alphabet is a vowel."),
    AmbiguousWord(
      "current", "The swimmer was carried away by a strong current.",
      "The boat drifted with the current down the river.",
      other: "The current in the wire is measured in amperes."),
    AmbiguousWord(
      "palm", "They sat in the shade of a palm on the beach.",
      "Coconuts fell from the palm beside the hotel.",
      other: "He held the coin in the palm of his hand."),
    AmbiguousWord(
      "star", "The brightest star in the night sky is Sirius.",
      "Astronomers discovered a planet around a distant star.",
      other: "The star of the film signed autographs for her fans."),
    AmbiguousWord(
      "deck", "The sailors scrubbed the deck of the ship.",
      "Passengers stood on deck to watch the whales.",
      other: "Shuffle the deck and deal five cards to each player."),
  ]
}
