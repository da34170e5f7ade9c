"""Changes that a test ought to notice in a Swift file, and Swift that makes each of them when it is asked to.

All changes are compiled at once ("mutant schemata": Untch, Offutt and Harrold 1993): an operator becomes one of its own, of the same
precedence, that asks `mutant_at` whether its number was chosen, and otherwise does as before. Operands need not be parsed, nor their
types be known: where no declaration fits, the compiler says so, and the change is given up.
"""

import dataclasses
import hashlib
import re
from collections.abc import Callable

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*)|(?P<comment>/\*)|(?P<string>\#*")|(?P<name>[@\#]?[A-Za-z_]\w*|`\w+`|\$\w+)
    |(?P<number>0x[0-9A-Fa-f_]+(?:\.[0-9A-Fa-f]+)?(?:p[+-]?\d+)?|0[bo][\d_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)
    |(?P<operator>\.\.[.<]|[=\-+!*%<>&|^~?/]+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# What stands behind these is no answer: programmers' mistakes, and how much memory to have at hand.
UNSEEN = set("precondition preconditionFailure assert fatalError @available #available".split())
UNSEEN |= set("reserveCapacity allocate withUnsafeTemporaryAllocation withMemoryRebound".split())
OPENING, CLOSING = set("([{"), set(")]}")


@dataclasses.dataclass
class Token:
    kind: str
    text: str
    start: int

    @property
    def end(self):
        return self.start + len(self.text)


@dataclasses.dataclass
class Change:
    """One change of a file: where, what it is, and what is written so that it can be chosen by its number."""

    start: int
    end: int
    # The same place as a person would read it.
    shown: str
    # Replacements (start, end, text) and declarations, by the number of the change.
    edits: Callable
    declarations: Callable = lambda number: ""


def end_of_string(text, start):
    """Where a literal ends that begins at `start`: raw or not, of one line or of many, with what it interpolates."""
    hashes = len(text[start:]) - len(text[start:].lstrip("#"))
    at = start + hashes
    quote = '"""' if text.startswith('"""', at) else '"'
    ending, escape = quote + "#" * hashes, "\\" + "#" * hashes
    at += len(quote)
    while not text.startswith(ending, at):
        if text.startswith(escape + "(", at):
            at, depth = at + len(escape) + 1, 1
            while depth:
                if text[at] in '"#' and re.match(r'#*"', text[at:]):
                    at = end_of_string(text, at)
                    continue
                depth += {"(": 1, ")": -1}.get(text[at], 0)
                at += 1
        elif text.startswith(escape, at):
            at += len(escape) + 1
        else:
            at += 1
    return at + len(ending)


def end_of_comment(text, start):
    depth = 0
    for mark in re.compile(r"/\*|\*/").finditer(text, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def tokens(text):
    """The tokens of a file, without comments; strings are one token each, conditional compilation is left out."""
    found, at, skipped = [], 0, 0
    while at < len(text):
        match = TOKEN.match(text, at)
        kind, end = match.lastgroup, match.end()
        if kind == "string":
            end = end_of_string(text, at)
        elif kind == "comment":
            end = end_of_comment(text, at)
        token = Token(kind, text[at:end], at)
        if token.text == "#if":
            skipped += 1
        if kind not in ("space", "comment") and not skipped:
            found.append(token)
        if token.text == "#endif":
            skipped -= 1
        at = end
    return found


def symbol(base, number):
    """An operator that no other change has: digits are ⊕ to ⊞."""
    base = base.replace("/", "÷").replace("*", "×")
    return base + "".join(chr(0x2295 + int(digit)) for digit in f"{number:03}")


# By operator: the precedence group, and what it may become. By what it becomes: declarations that fit, each with the change.
COMPARABLE = "<T: Comparable>(a: T, b: T) -> Bool"
EQUATABLE = "<T: Equatable>(a: T, b: T) -> Bool"
ADDITIVE = "<T: AdditiveArithmetic>(a: T, b: T) -> T"
NUMERIC = "<T: Numeric>(a: T, b: T) -> T"
INTEGER = "<T: BinaryInteger>(a: T, b: T) -> T"
FLOATING = "<T: FloatingPoint>(a: T, b: T) -> T"
FIXED = "<T: FixedWidthInteger>(a: T, b: T) -> T"
SHIFT = "<T: BinaryInteger, N: BinaryInteger>(a: T, b: N) -> T"
TEXT = "(a: String, b: String) -> String"
SEQUENCE = "<A: RangeReplaceableCollection, S: Sequence>(a: A, b: S) -> A where A.Element == S.Element"
POINTER = "<P: _Pointer>(a: P, b: Int) -> P where P.Stride == Int"
LANES = "<V: SIMD>(a: V, b: V) -> V where V.Scalar: FloatingPoint"
LOGICAL = "(a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool"
DEFAULT = "<T>(a: T?, b: @autoclosure () throws -> T) rethrows -> T"
DEFAULTS = "<T>(a: T?, b: @autoclosure () throws -> T?) rethrows -> T?"
RANGE = "<T: Strideable>(a: T, b: T) -> Range<T> where T.Stride: SignedInteger"
CLOSED = "<T: Strideable>(a: T, b: T) -> ClosedRange<T> where T.Stride: SignedInteger"
ADD_IN_PLACE = "<T: AdditiveArithmetic>(a: inout T, b: T)"
EXTEND = "<A: RangeReplaceableCollection, S: Sequence>(a: inout A, b: S) where A.Element == S.Element"
MOVE = "<P: _Pointer>(a: inout P, b: Int) where P.Stride == Int"
ADD_LANES = "<V: SIMD>(a: inout V, b: V) where V.Scalar: FloatingPoint"
MULTIPLY_IN_PLACE = "<T: Numeric>(a: inout T, b: T)"
DIVIDE_IN_PLACE = "<T: FloatingPoint>(a: inout T, b: T)"
BITS_IN_PLACE = "<T: BinaryInteger>(a: inout T, b: T)"

FROM_SECOND, TO_LAST = "(a < b ? a.advanced(by: 1) : a)", "(a < b ? b.advanced(by: -1) : b)"
BINARY = {
    "<": ("Comparison", {"<=": [(COMPARABLE, "a <= b")], ">=": [(COMPARABLE, "a >= b")]}),
    "<=": ("Comparison", {"<": [(COMPARABLE, "a < b")], ">": [(COMPARABLE, "a > b")]}),
    ">": ("Comparison", {">=": [(COMPARABLE, "a >= b")], "<=": [(COMPARABLE, "a <= b")]}),
    ">=": ("Comparison", {">": [(COMPARABLE, "a > b")], "<": [(COMPARABLE, "a < b")]}),
    "==": ("Comparison", {"!=": [(EQUATABLE, "a != b")]}),
    "!=": ("Comparison", {"==": [(EQUATABLE, "a == b")]}),
    "&&": (
        "LogicalConjunction",
        {"||": [(LOGICAL, "a || b()")], "[left of &&]": [(LOGICAL, "a")], "[right of &&]": [(LOGICAL, "b()")]},
    ),
    "||": (
        "LogicalDisjunction",
        {"&&": [(LOGICAL, "a && b()")], "[left of ||]": [(LOGICAL, "a")], "[right of ||]": [(LOGICAL, "b()")]},
    ),
    "??": ("NilCoalescing", {"[right of ??]": [(DEFAULT, "b()"), (DEFAULTS, "b()")]}),
    "+": (
        "Addition",
        {
            "-": [(ADDITIVE, "a - b"), (POINTER, "a - b"), (LANES, "a - b")],
            "[left of +]": [(ADDITIVE, "a"), (TEXT, "a"), (SEQUENCE, "a"), (POINTER, "a"), (LANES, "a")],
            "[right of +]": [(ADDITIVE, "b"), (TEXT, "b"), (SEQUENCE, "A(b)"), (LANES, "b")],
        },
    ),
    "-": ("Addition", {"+": [(ADDITIVE, "a + b"), (POINTER, "a + b")], "[left of -]": [(ADDITIVE, "a"), (POINTER, "a")]}),
    "*": (
        "Multiplication",
        {
            "/": [(INTEGER, "a / b"), (FLOATING, "a / b")],
            "[left of *]": [(NUMERIC, "a"), (LANES, "a")],
            "[right of *]": [(NUMERIC, "b"), (LANES, "b")],
        },
    ),
    "/": (
        "Multiplication",
        {"*": [(INTEGER, "a * b"), (FLOATING, "a * b")], "[left of /]": [(INTEGER, "a"), (FLOATING, "a")]},
    ),
    "%": ("Multiplication", {"/": [(INTEGER, "a / b")], "[left of %]": [(INTEGER, "a")]}),
    "<<": ("BitwiseShift", {">>": [(SHIFT, "a >> b")], "[left of <<]": [(SHIFT, "a")]}),
    ">>": ("BitwiseShift", {"<<": [(SHIFT, "a << b")], "[left of >>]": [(SHIFT, "a")]}),
    "&": ("Multiplication", {"|": [(INTEGER, "a | b")], "[left of &]": [(INTEGER, "a")]}),
    "|": ("Addition", {"&": [(INTEGER, "a & b")], "[left of |]": [(INTEGER, "a")]}),
    "^": ("Addition", {"|": [(INTEGER, "a | b")], "[left of ^]": [(INTEGER, "a")]}),
    "&+": ("Addition", {"&-": [(FIXED, "a &- b")], "[left of &+]": [(FIXED, "a")]}),
    "&-": ("Addition", {"&+": [(FIXED, "a &+ b")], "[left of &-]": [(FIXED, "a")]}),
    "&*": ("Multiplication", {"&+": [(FIXED, "a &+ b")], "[left of &*]": [(FIXED, "a")]}),
    "..<": (
        "RangeFormation",
        {"[without the last]..<": [(RANGE, f"a..<{TO_LAST}")], "[without the first]..<": [(RANGE, f"{FROM_SECOND}..<b")]},
    ),
    "...": (
        "RangeFormation",
        {"[without the last]...": [(CLOSED, f"a...{TO_LAST}")], "[without the first]...": [(CLOSED, f"{FROM_SECOND}...b")]},
    ),
    "+=": (
        "Assignment",
        {
            "-=": [(ADD_IN_PLACE, "a -= b"), (MOVE, "a -= b"), (ADD_LANES, "a -= b")],
            "[not +=]": [(ADD_IN_PLACE, ""), (EXTEND, ""), (MOVE, ""), (ADD_LANES, "")],
        },
    ),
    "-=": ("Assignment", {"+=": [(ADD_IN_PLACE, "a += b")], "[not -=]": [(ADD_IN_PLACE, "")]}),
    "*=": ("Assignment", {"[not *=]": [(MULTIPLY_IN_PLACE, "")]}),
    "/=": ("Assignment", {"*=": [(DIVIDE_IN_PLACE, "a *= b")], "[not /=]": [(DIVIDE_IN_PLACE, "")]}),
    "&=": ("Assignment", {"[not &=]": [(BITS_IN_PLACE, "")]}),
    "|=": ("Assignment", {"[not |=]": [(BITS_IN_PLACE, "")]}),
    "^=": ("Assignment", {"[not ^=]": [(BITS_IN_PLACE, "")]}),
}
RANGES = {"..<", "..."}

# Members that have another beside them: what each becomes, and the helper below that is called in its place.
PROPERTIES = {
    "isEmpty": ("isEmpty [turned around]", "mutantIsEmpty({n})"),
    "lowerBound": ("upperBound", "mutantBound({n}, upper: false)"),
    "upperBound": ("lowerBound", "mutantBound({n}, upper: true)"),
    "first": ("last", "mutantEnd({n}, last: false)"),
    "last": ("first", "mutantEnd({n}, last: true)"),
}
METHODS = {
    "min": ("max", "mutantLeast"),
    "max": ("min", "mutantMost"),
    "allSatisfy": ("contains", "mutantAllSatisfy"),
    "contains": ("allSatisfy", "mutantContains"),
    "prefix": ("suffix", "mutantPrefix"),
    "suffix": ("prefix", "mutantSuffix"),
    "dropFirst": ("dropLast", "mutantDropFirst"),
    "dropLast": ("dropFirst", "mutantDropLast"),
    "sorted": ("[not sorted]", "mutantSorted"),
    "squareRoot": ("[not squareRoot]", "mutantSquareRoot"),
}
FUNCTIONS = {"min": ("max", "mutantMin"), "max": ("min", "mutantMax"), "abs": ("[not abs]", "mutantAbs")}

# For each module, beside the operators of its changes.
HELPERS = """\
import CMutants

precedencegroup TurnedAround {
  higherThan: TernaryPrecedence
  lowerThan: LogicalDisjunctionPrecedence
}
enum Turned { case around }
let turned = Turned.around

func mutantPick<T>(_ number: Int32, _ a: T, _ b: T) -> T { mutant_at(number) ? b : a }
func mutantMin<T: Comparable>(_ number: Int32, _ a: T, _ b: T) -> T { mutant_at(number) ? max(a, b) : min(a, b) }
func mutantMax<T: Comparable>(_ number: Int32, _ a: T, _ b: T) -> T { mutant_at(number) ? min(a, b) : max(a, b) }
func mutantMin<T: Comparable>(_ number: Int32, _ a: T, _ b: T, _ c: T) -> T { mutant_at(number) ? max(a, b, c) : min(a, b, c) }
func mutantMax<T: Comparable>(_ number: Int32, _ a: T, _ b: T, _ c: T) -> T { mutant_at(number) ? min(a, b, c) : max(a, b, c) }
func mutantAbs<T: Comparable & SignedNumeric>(_ number: Int32, _ a: T) -> T { mutant_at(number) ? a : abs(a) }

extension FloatingPoint {
  func mutantSquareRoot(_ number: Int32) -> Self { mutant_at(number) ? self : squareRoot() }
}
extension Range {
  func mutantBound(_ number: Int32, upper: Bool) -> Bound { mutant_at(number) != upper ? upperBound : lowerBound }
}
extension ClosedRange {
  func mutantBound(_ number: Int32, upper: Bool) -> Bound { mutant_at(number) != upper ? upperBound : lowerBound }
}
extension Sequence where Element: Comparable {
  func mutantLeast(_ number: Int32) -> Element? { mutant_at(number) ? self.max() : self.min() }
  func mutantMost(_ number: Int32) -> Element? { mutant_at(number) ? self.min() : self.max() }
  func mutantSorted(_ number: Int32) -> [Element] { mutant_at(number) ? Array(self) : sorted() }
}
extension Sequence {
  func mutantLeast(_ number: Int32, by isBefore: (Element, Element) throws -> Bool) rethrows -> Element? {
    try mutant_at(number) ? self.max(by: isBefore) : self.min(by: isBefore)
  }
  func mutantMost(_ number: Int32, by isBefore: (Element, Element) throws -> Bool) rethrows -> Element? {
    try mutant_at(number) ? self.min(by: isBefore) : self.max(by: isBefore)
  }
  func mutantSorted(_ number: Int32, by isBefore: (Element, Element) throws -> Bool) rethrows -> [Element] {
    try mutant_at(number) ? Array(self) : sorted(by: isBefore)
  }
  func mutantAllSatisfy(_ number: Int32, _ isTrue: (Element) throws -> Bool) rethrows -> Bool {
    try mutant_at(number) ? contains(where: isTrue) : allSatisfy(isTrue)
  }
  func mutantContains(_ number: Int32, where isTrue: (Element) throws -> Bool) rethrows -> Bool {
    try mutant_at(number) ? allSatisfy(isTrue) : contains(where: isTrue)
  }
}
extension Collection {
  func mutantIsEmpty(_ number: Int32) -> Bool { mutant_at(number) != isEmpty }
}
extension BidirectionalCollection {
  func mutantEnd(_ number: Int32, last: Bool) -> Element? { mutant_at(number) != last ? self.last : self.first }
  func mutantPrefix(_ number: Int32, _ count: Int) -> SubSequence { mutant_at(number) ? suffix(count) : prefix(count) }
  func mutantSuffix(_ number: Int32, _ count: Int) -> SubSequence { mutant_at(number) ? prefix(count) : suffix(count) }
  func mutantDropFirst(_ number: Int32, _ count: Int = 1) -> SubSequence { mutant_at(number) ? dropLast(count) : dropFirst(count) }
  func mutantDropLast(_ number: Int32, _ count: Int = 1) -> SubSequence { mutant_at(number) ? dropFirst(count) : dropLast(count) }
}
"""

# The number of the change comes from the environment. Where a file is named there, each change that is met is noted in it at once:
# what it holds does not depend on how the program ends.
CHOICE_HEADER = """\
#include <stdbool.h>
#include <stdint.h>

extern int32_t mutant_chosen;
extern uint8_t *mutant_met;

static inline bool mutant_at(int32_t number) {
  mutant_met[number] = 1;
  return number == mutant_chosen;
}
"""
CHOICE_SOURCE = """\
#include "CMutants.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static uint8_t unread[1000];
int32_t mutant_chosen = 0;
uint8_t *mutant_met = unread;

__attribute__((constructor)) static void choose(void) {
  const char *number = getenv("MUTANT"), *path = getenv("MUTANTS_MET");
  if (number) mutant_chosen = atoi(number);
  int file = path ? open(path, O_RDWR) : -1;
  if (file < 0) return;
  void *bytes = mmap(0, sizeof unread, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (bytes != MAP_FAILED) mutant_met = bytes;
  close(file);
}
"""


def declaration(operator, group, becomes, kept, number):
    """An operator that does as `operator`, or as it becomes where its number is chosen; of the declarations, those that are `kept`."""
    own = symbol(operator, number)
    lines = [f"infix operator {own}: {group}Precedence"]
    for signature, change in becomes:
        if not kept(signature):
            continue
        second = "b()" if "autoclosure" in signature else "b"
        if group == "Assignment":
            body = f"if mutant_at({number}) {{ {change} }} else {{ a {operator} b }}"
        else:
            tried = "try " if "rethrows" in signature else ""
            body = f"{tried}mutant_at({number}) ? {change} : a {operator} {second}"
        lines.append(f"func {own} {signature} {{ {body} }}")
    return "\n".join(lines) + "\n"


class Reader:
    """Finds the changes of one file."""

    def __init__(self, text):
        self.text, self.tokens = text, tokens(text)
        self.unseen = self.places_unseen()
        # Most files have neither, and every declaration that might fit is work for the compiler.
        self.kept = lambda signature: ("SIMD" not in signature or "SIMD" in text) and ("_Pointer" not in signature or "ointer" in text)

    def places_unseen(self):
        """By token, whether it stands where nothing is changed."""
        unseen, depth, opens = [], 0, False
        for token in self.tokens:
            if depth:
                depth += (token.text in OPENING) - (token.text in CLOSING)
            elif opens and token.text == "(":
                depth = 1
            opens = token.text in UNSEEN
            unseen.append(depth > 0)
        return unseen

    def space(self, index):
        """Whether white space stands before a token, and after it."""
        token = self.tokens[index]
        before, after = self.text[token.start - 1 : token.start], self.text[token.end : token.end + 1]
        return before.isspace(), after.isspace()

    def near(self, index, by):
        return self.tokens[index + by].text if 0 <= index + by < len(self.tokens) else ""

    def changes(self):
        found = []
        for index, token in enumerate(self.tokens):
            if self.unseen[index]:
                continue
            if token.kind == "operator":
                found += self.of_operator(index, token)
            elif token.kind == "number":
                found += self.of_number(index, token)
            elif token.kind == "name":
                found += self.of_name(index, token)
        return found

    def of_operator(self, index, token):
        before, after = self.space(index)
        previous, following = self.near(index, -1), self.near(index, 1)
        if previous in ("func", "operator"):
            return []
        if token.text == "?" and before and after:
            return [self.turned(self.tokens[index - 1].end)]
        if token.text == "!" and not after and (before or previous in ("(", "[")):
            return [self.prefix(token, "Bool", "(a: Bool) -> Bool", "!")]
        if token.text == "-" and not after and (before or previous in ("(", "[")) and not following[:1].isdigit():
            return [self.prefix(token, "T", "<T: SignedNumeric>(a: T) -> T", "-")]
        if token.text not in BINARY or "nil" in (previous, following):
            return []
        if token.text in RANGES:
            alone = previous in ("(", "[", ",", ":", "in", "=", "return") or following in (")", "]", ",", ":", "{")
            if alone or before != after:
                return []
        elif not (before and after):
            return []
        group, choices = BINARY[token.text]
        return [self.binary(token, group, shown, becomes) for shown, becomes in choices.items()]

    def binary(self, token, group, shown, becomes):
        return Change(
            token.start,
            token.end,
            shown,
            lambda number: [(token.start, token.end, symbol(token.text, number))],
            lambda number: declaration(token.text, group, becomes, self.kept, number),
        )

    def prefix(self, token, kind, signature, operator):
        return Change(
            token.start,
            token.end,
            f"[not {operator}]",
            lambda number: [(token.start, token.end, symbol(operator, number))],
            lambda number: (
                f"prefix operator {symbol(operator, number)}\n"
                f"prefix func {symbol(operator, number)} {signature} {{ mutant_at({number}) ? a : {operator}a }}\n"
            ),
        )

    def turned(self, end):
        """A condition that ends at `end`, turned around."""
        return Change(
            end,
            end,
            " [turned around]",
            lambda number: [(end, end, f" {symbol('⊡', number)} turned")],
            lambda number: (
                f"infix operator {symbol('⊡', number)}: TurnedAround\n"
                f"func {symbol('⊡', number)} (a: Bool, b: Turned) -> Bool {{ mutant_at({number}) != a }}\n"
            ),
        )

    def of_number(self, index, token):
        if self.near(index, -1) == "." or not re.fullmatch(r"[\d_]+(\.\d+)?(e-?\d+)?|0x[0-9A-Fa-f_]+", token.text):
            return []
        if self.near(index, -1) == "-" and self.tokens[index - 1].end == token.start:
            token = Token("number", "-" + token.text, token.start - 1)
        if re.search(r"[.e]", token.text) and "0x" not in token.text:
            value = float(token.text.replace("_", ""))
            return [self.picked(token, f"{value * 2!r}" if value else "1.0")]
        value = int(token.text.replace("_", ""), 0)
        others = {-1: [-2], 0: [1], 1: [0, 2]}.get(value, [value - 1])
        return [self.picked(token, str(other)) for other in others]

    def picked(self, token, other):
        return Change(
            token.start,
            token.end,
            other,
            lambda number: [(token.start, token.end, f"mutantPick({number}, {token.text}, {other})")],
        )

    def of_name(self, index, token):
        previous, following = self.near(index, -1), self.near(index, 1)
        if token.text in ("true", "false"):
            return [self.picked(token, "false" if token.text == "true" else "true")]
        if token.text in ("if", "while", "guard") and previous != ".":
            return self.of_conditions(index)
        if token.text == "for" and previous != "." and following != ":":
            return self.of_filter(index)
        called = following == "(" and self.tokens[index + 1].start == token.end
        if previous == "." and token.text in METHODS and (called or following == "{"):
            return self.of_call(index, token, METHODS[token.text], called)
        if previous == "." and token.text in PROPERTIES and not called and following not in ("{", "=", ":"):
            shown, helper = PROPERTIES[token.text]
            return [Change(token.start, token.end, shown, lambda number: [(token.start, token.end, helper.format(n=number))])]
        if previous not in (".", "func") and token.text in FUNCTIONS and called:
            return self.of_call(index, token, FUNCTIONS[token.text], called)
        return []

    def of_call(self, index, token, change, called):
        shown, helper = change
        if not called:
            return [Change(token.start, token.end, shown, lambda number: [(token.start, token.end, f"{helper}({number})")])]
        if self.near(index, 2) == "while" or (token.text == "contains" and self.near(index, 2) != "where"):
            return []
        opening = self.tokens[index + 1].end
        comma = "" if self.near(index, 2) == ")" else ", "
        return [Change(token.start, token.end, shown, lambda number: [(token.start, opening, f"{helper}({number}{comma}")])]

    def of_conditions(self, index):
        """The clauses of a condition that are plain conditions."""
        ending = "else" if self.tokens[index].text == "guard" else "{"
        found, depth, first = [], 0, index + 1
        for at in range(index + 1, len(self.tokens)):
            text = self.tokens[at].text
            if depth == 0 and text in (",", ending):
                if self.tokens[first].text not in ("let", "var", "case", "#available", "#unavailable"):
                    found.append(self.turned(self.tokens[at - 1].end))
                if text == ending:
                    break
                first = at + 1
            depth += (text in OPENING) - (text in CLOSING)
            if depth < 0:
                break
        return found

    def of_filter(self, index):
        """What the elements of a loop have to be."""
        depth, filters = 0, False
        for at in range(index + 1, len(self.tokens)):
            text = self.tokens[at].text
            if depth == 0 and text == "{":
                return [self.turned(self.tokens[at - 1].end)] if filters else []
            filters |= depth == 0 and text == "where"
            depth += (text in OPENING) - (text in CLOSING)
            if depth < 0:
                break
        return []


@dataclasses.dataclass
class Mutant:
    """A change that was chosen."""

    number: int
    module: str
    # Below the package.
    file: str
    line: int
    # The line as it is, and as it becomes; and which of those that read alike in the file, from 1.
    text: str
    becomes: str
    occurrence: int
    change: Change

    @property
    def key(self):
        """What a change is known by when lines have moved."""
        return (self.file, self.text if self.occurrence == 1 else f"{self.text} ({self.occurrence})", self.becomes)


def mutant(text, file, change):
    begin = text.rfind("\n", 0, change.start) + 1
    end = text.find("\n", change.start)
    line = text[begin:end].strip()
    becomes = text[begin : change.start] + change.shown + text[min(change.end, end) : end]
    before = [each.strip() for each in text[:begin].splitlines()]
    return Mutant(0, file.split("/")[1], file, len(before) + 1, line, becomes.strip(), before.count(line) + 1, change)


def chosen(sources, modules, count, seed):
    """Some of the changes of some files: more of a larger module, by the root of its size; each file in turn; one of a line.

    `sources` has the texts by file. They are numbered from 1. Which are drawn depends on the seed and on each by itself, so that an edit
    elsewhere leaves the others as they were.
    """

    def lot(*names):
        return hashlib.sha256("\0".join([str(seed), *names]).encode()).digest()

    def queue(file):
        changes = [mutant(sources[file], file, change) for change in Reader(sources[file]).changes()]
        changes.sort(key=lambda each: lot(each.file, each.text, each.becomes))
        # The first of each line.
        return list({each.line: each for each in reversed(changes)}.values())

    sizes = {m: sum(text.count("\n") for file, text in sources.items() if file.split("/")[1] == m) ** 0.5 for m in modules}
    picked = []
    for module in modules:
        files = [file for file, text in sources.items() if file.split("/")[1] == module and not text.startswith("// Generated")]
        queues = [queue(file) for file in sorted(files, key=lot)]
        wanted, taken = round(count * sizes[module] / sum(sizes.values())), []
        while len(taken) < wanted and any(queues):
            for own in queues:
                if own and len(taken) < wanted:
                    taken.append(own.pop())
        picked += sorted(taken, key=lambda each: (each.file, each.line))
    for number, each in enumerate(picked, 1):
        each.number = number
    return picked


def with_choices(text, mutants):
    """A file in which each of its changes can be chosen."""
    edits = [edit for each in mutants for edit in each.change.edits(each.number)]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def declarations(mutants):
    """What a module needs beside its files."""
    return HELPERS + "".join(each.change.declarations(each.number) for each in mutants)
