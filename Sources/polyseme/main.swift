import Platform
import Shell

// A reader that goes away is told by the write that fails.
signal(SIGPIPE, SIG_IGN)
// So is a file that may not grow.
signal(SIGXFSZ, SIG_IGN)
Polyseme.start(Array(CommandLine.arguments.dropFirst()))
