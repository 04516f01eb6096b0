/// What a user has typed, once the bytes of a terminal are understood.
public enum Key: Equatable, Sendable {
  /// A character that stands for itself.
  case character(Character)
  /// A letter held with Ctrl, in lower case.
  case control(Character)
  /// A letter held with Alt, or after Esc.
  case alt(Character)
  /// Text that was pasted, as a whole.
  case paste(String)
  /// Enter.
  case enter
  /// Tab.
  case tab
  /// The key that deletes to the left.
  case backspace
  /// The key that deletes to the right.
  case delete
  /// An arrow, or the ends of a line.
  case left, right, up, down, home, end
  /// A word to the left or right: an arrow with Ctrl or Alt.
  case wordLeft, wordRight
  /// The word to the left deleted, with Alt.
  case wordBackspace
  /// Esc alone.
  case escape
}
