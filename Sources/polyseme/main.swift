import Platform
import Shell

// Before anything is opened: what is has the lowest number that is free.
Descriptor.occupyStandardNumbers()
// A reader that goes away is told by the write that fails.
signal(SIGPIPE, SIG_IGN)
// So is a file that may not grow.
signal(SIGXFSZ, SIG_IGN)
Polyseme.start(Array(CommandLine.arguments.dropFirst()))
