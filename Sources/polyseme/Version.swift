/// The program's version. Packages and man pages take it from this line.
let version = "0.1.0"
