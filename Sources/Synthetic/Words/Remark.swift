/// What people write in notes, reasons and descriptions.
enum Remark: CaseIterable {
  case interest, price, time, quality, rules, accounts, agreed, change

  var phrase: Phrase {
    switch self {
    case .interest: Self.interestPhrase
    case .price: Self.pricePhrase
    case .time: Self.timePhrase
    case .quality: Self.qualityPhrase
    case .rules: Self.rulesPhrase
    case .accounts: Self.accountsPhrase
    case .agreed: Self.agreedPhrase
    case .change: Self.changePhrase
    }
  }

  private static let interestPhrase = Phrase(
    "we would like a trial first", "希望先试用", "ขอทดลองก่อน", "ຂໍທົດລອງກ່ອນ", "សូមសាកល្បងជាមុន",
    "အရင်စမ်းသပ်လိုသည်", "muốn thử trước", "ingin uji coba dahulu", "mahu mencuba dahulu",
    "nais munang subukan", "queremos um ensaio primeiro")
  private static let pricePhrase = Phrase(
    "the price is too high", "价格太高", "ราคาสูงเกินไป", "ລາຄາສູງເກີນໄປ", "តម្លៃខ្ពស់ពេក", "ဈေးမြင့်လွန်းသည်",
    "giá quá cao", "harga terlalu tinggi", "harganya terlalu tinggi", "masyadong mataas ang presyo",
    "o preço é demasiado alto")
  private static let timePhrase = Phrase(
    "more time is needed", "需要更多时间", "ต้องการเวลาเพิ่ม", "ຕ້ອງການເວລາເພີ່ມ", "ត្រូវការពេលបន្ថែម",
    "အချိန်ပိုလိုသည်", "cần thêm thời gian", "perlu waktu lagi", "perlukan lebih masa",
    "kailangan ng dagdag na oras", "é preciso mais tempo")
  private static let qualityPhrase = Phrase(
    "the quality falls short", "质量不足", "คุณภาพไม่ถึงเกณฑ์", "ຄຸນນະພາບບໍ່ພໍ", "គុណភាពមិនគ្រប់គ្រាន់",
    "အရည်အသွေးမပြည့်မီ", "chất lượng chưa đạt", "mutu kurang", "mutunya kurang",
    "kulang ang kalidad", "a qualidade não chega")
  private static let rulesPhrase = Phrase(
    "the authority has to agree", "须经主管部门同意", "ต้องให้หน่วยงานเห็นชอบ", "ຕ້ອງໃຫ້ອົງການເຫັນດີ",
    "ត្រូវការការយល់ព្រមពីអាជ្ញាធរ", "အာဏာပိုင်သဘောတူရမည်", "cơ quan phải đồng ý",
    "perlu persetujuan instansi", "perlu kelulusan agensi", "kailangan ng pahintulot",
    "a autoridade tem de concordar")
  private static let accountsPhrase = Phrase(
    "the accounts were compared", "账目已核对", "ตรวจบัญชีแล้ว", "ກວດບັນຊີແລ້ວ", "បានពិនិត្យគណនេយ្យ",
    "စာရင်းစစ်ပြီး", "đã đối chiếu sổ sách", "pembukuan dicocokkan", "akaun telah disemak",
    "naihambing ang mga kuwenta", "as contas foram comparadas")
  private static let agreedPhrase = Phrase(
    "as agreed", "按约定", "ตามที่ตกลง", "ຕາມທີ່ຕົກລົງ", "តាមកិច្ចព្រមព្រៀង", "သဘောတူညီချက်အတိုင်း",
    "theo thỏa thuận", "sesuai kesepakatan", "seperti dipersetujui", "ayon sa kasunduan",
    "conforme acordado")
  private static let changePhrase = Phrase(
    "circumstances have changed", "情况有变", "สถานการณ์เปลี่ยนไป", "ສະພາບການປ່ຽນແປງ", "ស្ថានភាពបានប្រែប្រួល",
    "အခြေအနေပြောင်းလဲ", "tình hình thay đổi", "keadaan berubah", "keadaan telah berubah",
    "nagbago ang kalagayan", "as circunstâncias mudaram")
}
