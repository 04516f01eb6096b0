import TOML

extension TOMLDocument {
  /// Reads a document.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show the file.
  ///   - bytes: Its bytes.
  /// - Throws: ``DataFaults`` where it is no text or no TOML.
  init(name: String, bytes: FileBytes) throws(DataFaults) {
    if FaultyBytes.isAny(in: bytes, 0..<bytes.count) { throw DataFaults(FaultyBytes.all(in: bytes, name: name)) }
    let copy = Array(UnsafeBufferPointer(start: bytes.base, count: bytes.count))
    do { try self.init(name: name, bytes: copy) } catch {
      var faults = FaultList()
      faults.add(error)
      throw DataFaults(faults)
    }
  }

  /// The place of a range.
  func place(_ range: Range<Int>) -> Place { Place(file: name, position: .text(span(range))) }
}

extension TOMLSection {
  /// The place of a key.
  func keyPlace(_ key: String) -> Place? { keyRange(key).map(document.place) }

  /// The place of a value.
  func place(_ key: String) -> Place? { valueRange(key).map(document.place) }

  /// A text, and where it stands; `nil` where there is none.
  func text(_ key: String, _ faults: inout FaultList) -> (text: String, place: Place)? {
    faults.gather { text(key, &$0) }.map { ($0.text, document.place($0.range)) }
  }

  /// A text or a list of texts; `nil` where there is none.
  func texts(_ key: String, _ faults: inout FaultList) -> [(text: String, place: Place)]? {
    faults.gather { texts(key, &$0) }.map { $0.map { ($0.text, document.place($0.range)) } }
  }

  /// One of some choices; `nil` where there is none, or another.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type, _ faults: inout FaultList
  ) -> Choice? where Choice.RawValue == String {
    faults.gather { choice(key, of: type, &$0) }
  }

  /// A table inside this one; `nil` where there is none.
  func section(_ key: String, as name: String, _ faults: inout FaultList) -> TOMLSection? {
    faults.gather { section(key, as: name, &$0) }
  }

  /// Faults for all keys that are none of these.
  func allow(_ known: [String], _ faults: inout FaultList) { faults.gather { allow(known, &$0) } }
}
