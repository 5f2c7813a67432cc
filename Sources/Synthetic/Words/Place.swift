/// A country, with what its side of a deal is written in.
struct Place {
  struct Area {
    /// ISO 3166-2.
    let code: String
    let name: String
    let localName: String
  }

  /// ISO 3166-1 alpha-2.
  let code: String
  let name: String
  let chineseName: String
  let language: Language
  let currency: Tender
  let areas: [Area]

  private init(
    _ code: String, _ name: String, _ chineseName: String, _ language: Language,
    _ currency: Tender, _ areas: [(String, String, String)]
  ) {
    (self.code, self.name, self.chineseName) = (code, name, chineseName)
    (self.language, self.currency) = (language, currency)
    self.areas = areas.map { Area(code: $0.0, name: $0.1, localName: $0.2) }
  }
}

extension Place {
  static let china = Place(
    "CN", "China", "中国", .chinese, .cny,
    [
      ("CN-GX", "Guangxi", "广西"), ("CN-YN", "Yunnan", "云南"), ("CN-GD", "Guangdong", "广东"),
      ("CN-HI", "Hainan", "海南"), ("CN-SC", "Sichuan", "四川"), ("CN-BJ", "Beijing", "北京"),
    ])

  /// The members of ASEAN with how often each takes part; `timorLeste` comes beside them later.
  static let asean: [(Place, Int)] = [
    (vietnam, 18), (thailand, 18), (malaysia, 14), (indonesia, 13), (singapore, 11),
    (philippines, 8), (laos, 7), (cambodia, 6), (myanmar, 5), (brunei, 3),
  ]

  static let brunei = Place(
    "BN", "Brunei", "文莱", .malay, .bnd,
    [("BN-BM", "Brunei-Muara", "Brunei-Muara"), ("BN-BE", "Belait", "Belait")])
  static let cambodia = Place(
    "KH", "Cambodia", "柬埔寨", .khmer, .khr,
    [("KH-12", "Phnom Penh", "ភ្នំពេញ"), ("KH-2", "Battambang", "បាត់ដំបង")])
  static let indonesia = Place(
    "ID", "Indonesia", "印度尼西亚", .indonesian, .idr,
    [
      ("ID-JK", "Jakarta", "Jakarta"), ("ID-JB", "West Java", "Jawa Barat"),
      ("ID-JI", "East Java", "Jawa Timur"),
    ])
  static let laos = Place(
    "LA", "Laos", "老挝", .lao, .lak,
    [("LA-VT", "Vientiane", "ວຽງຈັນ"), ("LA-SV", "Savannakhet", "ສະຫວັນນະເຂດ")])
  static let malaysia = Place(
    "MY", "Malaysia", "马来西亚", .malay, .myr,
    [
      ("MY-14", "Kuala Lumpur", "Kuala Lumpur"), ("MY-10", "Selangor", "Selangor"),
      ("MY-13", "Sarawak", "Sarawak"),
    ])
  static let myanmar = Place(
    "MM", "Myanmar", "缅甸", .burmese, .mmk,
    [("MM-06", "Yangon", "ရန်ကုန်"), ("MM-04", "Mandalay", "မန္တလေး")])
  static let philippines = Place(
    "PH", "the Philippines", "菲律宾", .filipino, .php,
    [
      ("PH-00", "Metro Manila", "Kalakhang Maynila"),
      ("PH-07", "Central Visayas", "Gitnang Kabisayaan"),
    ]
  )
  static let singapore = Place(
    "SG", "Singapore", "新加坡", .malay, .sgd,
    [("SG-01", "Central Singapore", "Singapura Tengah"), ("SG-05", "South West", "Barat Daya")])
  static let thailand = Place(
    "TH", "Thailand", "泰国", .thai, .thb,
    [
      ("TH-10", "Bangkok", "กรุงเทพ"), ("TH-50", "Chiang Mai", "เชียงใหม่"),
      ("TH-40", "Khon Kaen", "ขอนแก่น"),
    ])
  static let timorLeste = Place(
    "TL", "Timor-Leste", "东帝汶", .portuguese, .usd,
    [("TL-DI", "Dili", "Díli"), ("TL-BA", "Baucau", "Baucau")])
  static let vietnam = Place(
    "VN", "Vietnam", "越南", .vietnamese, .vnd,
    [
      ("VN-HN", "Hanoi", "Hà Nội"), ("VN-SG", "Ho Chi Minh City", "Thành phố Hồ Chí Minh"),
      ("VN-DN", "Da Nang", "Đà Nẵng"),
    ])
}
