#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How values travel between the parent and its worker: as JSON, in which a double keeps every digit.
enum WireFormat {
  static func encode(_ value: some Encodable) throws -> [UInt8] { Array(try JSONEncoder().encode(value)) }

  static func decode<T: Decodable>(_ type: T.Type, from payload: [UInt8]) throws -> T {
    try JSONDecoder().decode(type, from: Data(payload))
  }
}
