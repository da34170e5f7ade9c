"""Made-up English sentences of 6 to 40 words, the same ones for the same seed.

    python sentences.py 2000 > sentences.txt
"""

import random
import sys

SEED = 20240607

PEOPLE = """the old captain|my sister|the young teacher|a tired nurse|the mayor|our neighbour|the baker|a stranger|the
engineer|her uncle|the twins|a group of students|the night guard|the painter|his lawyer|the farmer|two tourists|the
orchestra|the village doctor|a retired judge|the goalkeeper|my first employer|the librarian|several witnesses|the
fisherman's daughter|the committee|an impatient customer|the gardener|their landlord|the interpreter"""
THINGS = """the bank|a broken spring|the heavy bark|an empty bottle|the last match|a yellow leaf|the plant|the cold
current|a wooden bridge|the second draft|an unpaid bill|the letter|a silver coin|the crane|the narrow channel|a loud
bell|the winter coat|her notebook|the engine|a long column of figures|the kitchen table|the palm|an expensive ring|the
remaining evidence|a small fortune|the local charter|the mouse|a sharp nail|the rusty key|the final chapter|a bowl of
soup|the missing file|the seal|a bat|the trunk|three crates of oranges|the harbour light|the pitch|an early record"""
PLACES = """near the river|behind the station|in the market square|on the upper deck|under the stairs|beside the old
mill|at the edge of the forest|in a quiet corner of the museum|across the valley|outside the courthouse|along the
coast|inside the tunnel|between two warehouses|on the far bank|above the waterfall|at the bottom of the drawer|in the
back yard|over the frozen lake|past the lighthouse|in the north wing"""
TIMES = """yesterday|before sunrise|after the storm|last winter|during the interval|every second Thursday|in the spring
of that year|at noon|for almost an hour|while nobody watched|on the first day of school|without any warning|shortly
after midnight|in less than ten minutes|once again|until the rain stopped"""
DEEDS = """carried|noticed|repaired|described|sold|counted|forgot|borrowed|dropped|examined|painted|hid|returned|drew|
measured|wrapped|lost|bought|followed|refused to touch|finally found|wanted to keep|struck|charged for|signed for|
cleaned|photographed|complained about|kept asking about|quietly replaced"""
STATES = """seemed calm|looked smaller than before|was clearly out of order|turned pale|had grown too heavy to move|
felt warm to the touch|was worth far less|remained where it was|broke into several pieces|began to leak|made no sound|
shone like new|fell through the floor|went back into fashion|stood in the way"""
MANNERS = "slowly|with great care|by mistake|in silence|as usual|rather badly|at a fair price|out of habit|on purpose"
LINKS = """because|although|while|so|but|and then|even though|since|until|just as|and|whereas|before|after"""
OPENINGS = """As far as anyone could tell,|To be honest,|According to the report,|In those days,|Strangely enough,|
Nobody was surprised that|Everyone in town remembers how|It was said that|On the other hand,"""


def choices(text):
    return [" ".join(phrase.split()) for phrase in text.split("|")]


PEOPLE, THINGS, PLACES, TIMES, DEEDS, STATES, MANNERS, LINKS, OPENINGS = map(
    choices, (PEOPLE, THINGS, PLACES, TIMES, DEEDS, STATES, MANNERS, LINKS, OPENINGS)
)


def clause(pick):
    if pick.random() < 0.3:
        words = [pick.choice(THINGS), pick.choice(STATES)]
    else:
        words = [pick.choice(PEOPLE), pick.choice(DEEDS), pick.choice(THINGS)]
    for extra, chance in ((MANNERS, 0.2), (PLACES, 0.45), (TIMES, 0.35)):
        if pick.random() < chance:
            words.append(pick.choice(extra))
    return words


def sentence(pick):
    """One sentence whose number of words is drawn evenly from 6 to 40."""
    length = pick.randint(6, 40)
    while True:
        phrases = [pick.choice(OPENINGS)] if length > 10 and pick.random() < 0.25 else []
        phrases += clause(pick)
        while len(" ".join(phrases).split()) < length:
            phrases += [pick.choice(LINKS)] + clause(pick)
        text = " ".join(phrases)
        if len(text.split()) == length:
            return text[0].upper() + text[1:] + pick.choice("....?!")


def sentences(count, seed=SEED):
    pick = random.Random(seed)
    return [sentence(pick) for _ in range(count)]


SHORT = "We had lunch on the bank yesterday."  # ten tokens with [CLS] and [SEP]


if __name__ == "__main__":
    print("\n".join(sentences(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)))
