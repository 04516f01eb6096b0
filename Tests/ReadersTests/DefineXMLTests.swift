import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("Define-XML")
struct DefineXMLTests {
  static let text = """
    <?xml version="1.0" encoding="UTF-8"?>
    <ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:def="http://www.cdisc.org/ns/def/v2.1" ODMVersion="1.3.2">
      <Study OID="S"><MetaDataVersion OID="M" Name="Made up" def:DefineVersion="2.1.0">
        <ItemGroupDef OID="IG.ADSL" Name="ADSL" Repeating="No">
          <Description><TranslatedText xml:lang="en">Subject-Level
             Analysis</TranslatedText></Description>
          <ItemRef ItemOID="IT.USUBJID" Mandatory="Yes"/>
          <ItemRef ItemOID="IT.SEX" Mandatory="Yes"/>
          <ItemRef ItemOID="IT.WEIRD" Mandatory="No"/>
          <ItemRef ItemOID="IT.NOBODY" Mandatory="No"/>
        </ItemGroupDef>
        <ItemDef OID="IT.USUBJID" Name="USUBJID" DataType="text"/>
        <ItemDef OID="IT.SEX" Name="SEX" DataType="text">
          <Description><TranslatedText xml:lang="en">Sex &amp; gender</TranslatedText></Description>
          <CodeListRef CodeListOID="CL.SEX"/>
        </ItemDef>
        <ItemDef OID="IT.WEIRD" Name="WEIRD" DataType="text"><CodeListRef CodeListOID="CL.WEIRD"/></ItemDef>
        <CodeList OID="CL.SEX" Name="Sex" DataType="text">
          <CodeListItem CodedValue="M"><Decode><TranslatedText>Male</TranslatedText></Decode></CodeListItem>
          <CodeListItem CodedValue="F"><Decode><TranslatedText>Female</TranslatedText></Decode></CodeListItem>
        </CodeList>
        <CodeList OID="CL.WEIRD" Name="Weird" DataType="text">
          <EnumeratedItem CodedValue="a" OrderNumber="10"/>
          <EnumeratedItem CodedValue="b" OrderNumber="9"/>
        </CodeList>
      </MetaDataVersion></Study>
    </ODM>
    """

  private func read(_ text: String) throws -> DefineXML { try DefineXML(FileBytes(Array(text.utf8))) }

  @Test("Labels, types and code lists, by dataset and variable")
  func reads() throws {
    let metadata = try read(Self.text)
    #expect(metadata.datasets["ADSL"]?.label == "Subject-Level Analysis")
    #expect(metadata.datasets["ADSL"]?.items.keys == ["USUBJID", "SEX", "WEIRD"])
    #expect(
      metadata.item("sex", in: "adsl")
        == DefineXML.Item(
          label: "Sex & gender", dataType: "text", codes: ["M", "F"], meanings: ["M": "Male", "F": "Female"]))
    #expect(metadata.item("WEIRD", in: "ADSL")?.codes == ["b", "a"])
  }

  @Test("It gives labels, meanings and orders to what lacks them")
  func applies() throws {
    let adsl = ADaMTests.adsl.replacingOccurrences(of: "AGEU", with: "SEX")
      .replacingOccurrences(of: "50,YEARS", with: "50,F").replacingOccurrences(of: "YEARS", with: "M")
    let (inference, cohort) = try inferred(["adsl.csv": adsl, "define.xml": Self.text])
    #expect(inference.findings.isEmpty)
    #expect(cohort.dictionary.columns["SEX"]?.label == "Sex & gender")
    #expect(cohort.dictionary.columns["SEX"]?.levelLabels == ["M": "Male", "F": "Female"])
    #expect(shown(try cohort.column("WEIRD")) == ["a", "b", "a", "b"])
    if case .category(let values) = try cohort.column("WEIRD").storage { #expect(values.levels == ["b", "a"]) }
    if case .category(let values) = try cohort.column("SEX").storage { #expect(values.levels == ["M", "F"]) }
  }

  @Test(
    "A file that cannot be read is a finding, and the tables are used without it",
    arguments: [
      ("", "it is empty"), ("no XML", "it is no well-formed XML (line 1)"),
      ("<ODM></ODM>", "it describes no dataset (ItemGroupDef)"),
      (String(repeating: "<a>", count: 1000), "its elements are nested deeper than 256"),
    ])
  func faulty(text: String, words: String) throws {
    let (inference, cohort) = try inferred(["adsl.csv": ADaMTests.adsl, "define.xml": text])
    #expect(cohort.count == 4)
    #expect(inference.findings.map(\.message) == ["define.xml is not used: \(words)"])
  }

  @Test("Entities outside of the file are not fetched, and those that blow up are refused")
  func entities() throws {
    let secret = try TemporaryFolder(["secret.txt": "SECRET"])
    let outside = Self.text.replacingOccurrences(
      of: "<ODM ", with: "<!DOCTYPE ODM [<!ENTITY x SYSTEM \"file://\(secret.file("secret.txt"))\">]>\n<ODM "
    ).replacingOccurrences(of: "Sex &amp; gender", with: "Sex &x;")
    let label = (try? read(outside))?.item("SEX", in: "ADSL")?.label
    #expect(!(label ?? "").contains("SECRET"))
    var bomb = "<!DOCTYPE ODM [<!ENTITY a0 \"aaaaaaaaaa\">"
    for level in 1...12 {
      bomb += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    let blown = Self.text.replacingOccurrences(of: "<ODM ", with: bomb + "]>\n<ODM ")
      .replacingOccurrences(of: "Sex &amp; gender", with: "Sex &a12;")
    let length = (try? read(blown))?.item("SEX", in: "ADSL")?.label?.count ?? 0
    #expect(length < 1 << 17)
  }

  @Test("Processing instructions are passed over, those of a name alone too; a document type is refused")
  func instructions() throws {
    let plain = try read(Self.text)
    for instruction in ["<?x?>", "<?xml version=\"1.0\"?>", "<?a b?><?a?>", "<??>?>"] {
      let text = Self.text.replacingOccurrences(of: "<Study", with: "\(instruction)<Study")
      #expect(try read(text).datasets.keys == plain.datasets.keys, "\(instruction)")
    }
    #expect(throws: DefineFault.self) { try read(Self.text.replacingOccurrences(of: "<Study", with: "<?x <Study")) }
    #expect(
      throws: DefineFault(words: "it declares a document type, which Define-XML does not")
    ) { try read("<!DOCTYPE ODM>" + Self.text) }
  }

  @Test("Cut short anywhere, it is read or refused")
  func truncated() {
    let bytes = Array(Self.text.utf8)
    for count in stride(from: 0, to: bytes.count, by: 7) {
      _ = try? DefineXML(FileBytes(Array(bytes[0..<count])))
    }
  }

  @Test("Bytes that are not UTF-8 end in data or in a fault; a file in Windows-1252 is read")
  func otherEncodings() throws {
    let bytes = Array(Self.text.utf8)
    for place in bytes.indices where place % 3 == 0 {
      var damaged = bytes
      damaged[place] = 0xDD
      _ = try? DefineXML(FileBytes(damaged))
    }
    for name in ["ISO-8859-1", "UTF-8", "UTF-16"] {
      let text = Self.text.replacingOccurrences(of: "UTF-8", with: name).replacingOccurrences(
        of: ">Male<", with: ">Mäle<")
      let latin = try #require(text.data(using: .windowsCP1252))
      let metadata = try DefineXML(FileBytes(Array(latin)))
      #expect(metadata.item("SEX", in: "ADSL")?.meanings["M"] == "Mäle", "declared as \(name)")
    }
    let wide: [UInt8] = [0xFF, 0xFE, 0x3C, 0]
    #expect(throws: DefineFault(words: "it is text in UTF-16; save it as UTF-8")) { try DefineXML(FileBytes(wide)) }
  }
}
