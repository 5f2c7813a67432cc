import Deals

/// A party to an invented deal.
///
/// Organisations come from a fixed population, so that some take part in many deals.
struct Member {
  let id: String
  let place: Place
  let area: Place.Area
  let kind: PartyKind
  let name: String
  /// Of enterprises alone.
  let size: PartySize?
  var role: PartyRole
  /// Whom to write to, as a person of this deal alone; nil where nobody is named.
  var contact: String?

  /// The organisation of this number in its country.
  init(_ place: Place, number: Int, role: PartyRole) {
    self.place = place
    self.role = role
    area = place.areas[number % place.areas.count]
    kind = place.code != "CN" && number % 16 == 0 ? .foreign : Self.kinds[number % Self.kinds.count]
    let digits = String(1000 + number).dropFirst()
    id = "syn-\(place.code.lowercased())-\(digits)"
    let isEnterprise = kind == .enterprise || kind == .foreign
    size = isEnterprise ? Self.sizes[number / Self.kinds.count % Self.sizes.count] : nil
    let noun = Self.noun(kind)
    name =
      "\(area.name) \(noun[.english]) \(number) / \(noun[place.language]) \(area.localName) "
      + "\(number) \(label)"
  }

  /// A natural person, who is a party to one deal alone.
  init(person deal: Int, from place: Place, role: PartyRole) {
    (self.place, self.role, area, kind) = (place, role, place.areas[0], .naturalPerson)
    id = "syn-\(place.code.lowercased())-person-\(deal)"
    size = nil
    name = "Inventor \(deal) of \(area.name) \(label)"
  }

  /// - Parameter isSized: Whether it says how large it is.
  func value(isSized: Bool) -> Datum {
    [
      "party": .text(id), "role": .text(role.rawValue), "country": .text(place.code),
      "region": .text(area.code), "kind": .text(kind.rawValue), "name": .text(name),
      "size": isSized ? size.map { .text($0.rawValue) } : nil,
      "contact": contact.map { subject in
        [
          "subject": .text(subject), "name": "Contact of \(id) \(label)",
          "email": "\(subject)@example.org", "phone": "+00 0000 0000 \(label)",
        ]
      },
    ]
  }

  private static let kinds: [PartyKind] = [
    .enterprise, .researchInstitute, .enterprise, .university, .enterprise, .researchInstitute,
    .government,
  ]

  private static let sizes: [PartySize] = [.small, .large, .small, .startup]

  static func noun(_ kind: PartyKind) -> Phrase {
    switch kind {
    case .enterprise, .foreign, .naturalPerson: company
    case .researchInstitute: institute
    case .university: university
    case .government: agency
    }
  }

  private static let company = Phrase(
    "Company", "公司", "บริษัท", "ບໍລິສັດ", "ក្រុមហ៊ុន", "ကုမ္ပဏီ", "Công ty", "Perusahaan", "Syarikat",
    "Kumpanya", "Empresa")
  private static let institute = Phrase(
    "Research Institute", "研究所", "สถาบันวิจัย", "ສະຖາບັນຄົ້ນຄວ້າ", "វិទ្យាស្ថានស្រាវជ្រាវ", "သုတေသနဌာန",
    "Viện nghiên cứu", "Lembaga Penelitian", "Institut Penyelidikan", "Surian ng Pananaliksik",
    "Instituto de Investigação")
  private static let university = Phrase(
    "University", "大学", "มหาวิทยาลัย", "ມະຫາວິທະຍາໄລ", "សាកលវិទ្យាល័យ", "တက္ကသိုလ်", "Trường Đại học",
    "Universitas", "Universiti", "Unibersidad", "Universidade")
  private static let agency = Phrase(
    "Technology Agency", "科技厅", "สำนักงานเทคโนโลยี", "ອົງການເຕັກໂນໂລຊີ", "ទីភ្នាក់ងារបច្ចេកវិទ្យា",
    "နည်းပညာဌာန", "Sở Khoa học", "Badan Teknologi", "Agensi Teknologi", "Ahensiya ng Teknolohiya",
    "Agência de Tecnologia")
}
