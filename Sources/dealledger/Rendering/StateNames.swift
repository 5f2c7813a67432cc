import Deals

extension Phase {
  /// The state's name for people; programs read `rawValue`.
  func name(in language: Language) -> String {
    switch language {
    case .english: rawValue
    case .thai: names.thai
    case .chinese: names.chinese
    }
  }

  private var names: (thai: String, chinese: String) {
    switch self {
    case .unopened: ("ไม่มี", "无")
    case .proposed: ("เสนอแล้ว", "已提议")
    case .exploring: ("กำลังสำรวจ", "洽谈中")
    case .termSheet: ("ข้อตกลงเบื้องต้น", "意向条款")
    case .negotiating: ("กำลังเจรจา", "谈判中")
    case .termsAgreed: ("ตกลงเงื่อนไขแล้ว", "条款已定")
    case .approved: ("อนุมัติแล้ว", "已批准")
    case .signing: ("กำลังลงนาม", "签署中")
    case .signed: ("ลงนามแล้ว", "已签署")
    case .effective: ("มีผลบังคับ", "已生效")
    case .suspended: ("ระงับชั่วคราว", "已中止")
    case .windingUp: ("กำลังปิดบัญชี", "清算中")
    case .closed: ("ปิดแล้ว", "已结束")
    case .declined: ("ปฏิเสธ", "已拒绝")
    case .withdrawn: ("ถอนแล้ว", "已撤回")
    case .lapsed: ("พ้นกำหนด", "已失效")
    case .rescinded: ("ยกเลิก", "已解除")
    }
  }

  var tone: Tone {
    switch self {
    case .effective, .closed, .signed: .good
    case .suspended, .windingUp: .warning
    case .declined, .withdrawn, .lapsed, .rescinded: .bad
    default: .name
    }
  }
}

extension LocalizedText {
  /// The text in a language of people, in English, or in any.
  func text(in language: Language) -> String {
    for tag in language.tags {
      if let text = texts[tag] { return text.text }
    }
    return inLanguage()
  }
}
