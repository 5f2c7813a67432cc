/// How a piece of text is meant, which a terminal shows as a colour.
enum Tone: String {
  case plain = ""
  case strong = "1"
  case faint = "2"
  case bad = "31"
  case good = "32"
  case warning = "33"
  case name = "36"
}
