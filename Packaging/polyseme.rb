# A formula for Homebrew. Scripts/package formula fills in what stands between @ and puts the source beside it.
class Polyseme < Formula
  desc "Compare what a word means in two sentences, and say why"
  homepage "@HOME@"
  url "@HOME@/releases/download/@VERSION@/polyseme-@VERSION@.tar.gz"
  sha256 "@SHA256@"
  # Program, libraries and weights are under the first; GNU readline, which the program is linked with, under the second.
  # WordNet's senses of words come with their own licence, vocab/wordnet.LICENSE.
  license all_of: ["Apache-2.0", "GPL-3.0-or-later"]

  depends_on xcode: ["26.0", :build]
  depends_on macos: :sequoia
  depends_on "readline"
  depends_on "utf8proc"
  depends_on "xz"
  depends_on "zstd"

  def install
    libraries = ["readline", "utf8proc", "xz", "zstd"].map { |name| formula_opt(name) }
    system "swift", "build", "--disable-sandbox", "--configuration", "release", "--product", "polyseme",
           *libraries.flat_map { |opt| ["-Xcc", "-I#{opt}/include", "-Xlinker", "-L#{opt}/lib"] }
    bin.install ".build/release/polyseme"
    # The program looks for its model in share/polyseme.
    pkgshare.install "weights", "vocab"
    system "Scripts/manual", bin/"polyseme", buildpath/"manual"
    man1.install Dir["manual/*.1"]
    generate_completions_from_executable(bin/"polyseme", "--generate-completion-script")
  end

  def formula_opt(name) = Formula[name].opt_prefix

  test do
    assert_match "polyseme #{version}", shell_output("#{bin}/polyseme --version")
    money = "I put money in the [bank]."
    river = "We sat on the river [bank]."
    assert_match "different senses", shell_output("#{bin}/polyseme sim '#{money}' '#{river}'")
  end
end
