/// The documented cases of an option, named as scripts name them.
public protocol Choice: CaseIterable, RawRepresentable, Hashable, Sendable
where RawValue == String, AllCases == [Self] {
  /// What the case means, in a few words, for help.
  var summary: String { get }
}
