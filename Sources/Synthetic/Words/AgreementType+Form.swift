import Deals

extension AgreementType {
  /// What a title calls an agreement of this type.
  var form: Phrase {
    switch self {
    case .licenceExclusive, .licenceSole, .licenceNonexclusive: Self.licence
    case .assignment, .knowHow: Self.transfer
    case .jointDevelopment, .commissionedDevelopment: Self.development
    case .techService, .consulting, .serviceData: Self.service
    case .training, .talentAndIncubation: Self.training
    case .intermediary: Self.brokerage
    case .mta, .option: Self.trial
    case .jointLab: Self.laboratory
    case .demoPark: Self.park
    case .spinoffEquity: Self.company
    }
  }

  private static let licence = Phrase(
    "Licence", "许可", "อนุญาตใช้สิทธิ", "ອະນຸຍາດນຳໃຊ້", "អាជ្ញាប័ណ្ណ", "လိုင်စင်", "Cấp phép", "Lisensi",
    "Pelesenan", "Lisensiya", "Licença")
  private static let transfer = Phrase(
    "Transfer", "转让", "ถ่ายทอดเทคโนโลยี", "ຖ່າຍທອດເຕັກໂນໂລຊີ", "ផ្ទេរបច្ចេកវិទ្យា", "နည်းပညာလွှဲပြောင်း",
    "Chuyển giao", "Alih teknologi", "Pemindahan teknologi", "Paglilipat", "Transferência")
  private static let development = Phrase(
    "Development", "开发", "ร่วมพัฒนา", "ຮ່ວມພັດທະນາ", "អភិវឌ្ឍន៍", "ဖွံ့ဖြိုးရေး", "Phát triển",
    "Pengembangan", "Pembangunan", "Pagpapaunlad", "Desenvolvimento")
  private static let service = Phrase(
    "Service", "技术服务", "บริการ", "ບໍລິການ", "សេវាកម្ម", "ဝန်ဆောင်မှု", "Dịch vụ", "Layanan",
    "Perkhidmatan", "Serbisyo", "Serviço")
  private static let training = Phrase(
    "Training", "培训", "ฝึกอบรม", "ຝຶກອົບຮົມ", "បណ្តុះបណ្តាល", "သင်တန်း", "Đào tạo", "Pelatihan", "Latihan",
    "Pagsasanay", "Formação")
  private static let brokerage = Phrase(
    "Brokerage", "中介", "นายหน้า", "ນາຍໜ້າ", "ឈ្មួញកណ្តាល", "အကျိုးဆောင်", "Môi giới", "Perantaraan",
    "Pengantaraan", "Pamamagitan", "Mediação")
  private static let trial = Phrase(
    "Trial material and option", "样品与选择权", "วัสดุทดลอง", "ວັດສະດຸທົດລອງ", "សម្ភារៈសាកល្បង", "စမ်းသပ်ပစ္စည်း",
    "Vật liệu thử", "Bahan uji", "Bahan percubaan", "Materyal na pansubok", "Material de ensaio")
  private static let laboratory = Phrase(
    "Joint laboratory", "联合实验室", "ห้องปฏิบัติการร่วม", "ຫ້ອງທົດລອງຮ່ວມ", "មន្ទីរពិសោធន៍រួម", "ပူးတွဲဓာတ်ခွဲခန်း",
    "Phòng thí nghiệm chung", "Laboratorium bersama", "Makmal bersama", "Magkasamang laboratoryo",
    "Laboratório conjunto")
  private static let park = Phrase(
    "Demonstration park", "示范园", "นิคมสาธิต", "ສວນສາທິດ", "ឧទ្យានបង្ហាញ", "သရုပ်ပြဥယျာဉ်", "Khu trình diễn",
    "Taman percontohan", "Taman demonstrasi", "Liwasang pantanghal", "Parque de demonstração")
  private static let company = Phrase(
    "Spin-off company", "衍生企业", "บริษัทแยกตัว", "ບໍລິສັດແຍກຕົວ", "ក្រុមហ៊ុនបំបែក", "ခွဲထွက်ကုမ္ပဏီ",
    "Công ty khởi nguồn", "Perusahaan rintisan", "Syarikat terbitan", "Kumpanyang sangay",
    "Empresa derivada")
}
