/// One of the six fields of the articles, with its codes in four schemes.
struct Field {
  let ipc: [String]
  let gbt4754: String
  /// The Philippine classification has the same divisions.
  let isic4: String
  let national: String
  let technologies: [Phrase]
}

extension Field {
  static let all = [agriculture, energy, medicine, food, electronics, chemistry]

  private static let agriculture = Field(
    ipc: ["A01G31/00", "A01H5/00", "A01C21/00"], gbt4754: "A01", isic4: "A01",
    national: "agriculture",
    technologies: [
      Phrase(
        "hybrid rice", "杂交水稻", "ข้าวลูกผสม", "ເຂົ້າລູກປະສົມ", "ស្រូវកូនកាត់", "စပ်မျိုးစပါး",
        "lúa lai", "padi hibrida", "padi hibrid", "palay na hybrid", "arroz híbrido"),
      Phrase(
        "drip irrigation", "滴灌", "น้ำหยด", "ນ້ຳຢອດ", "ប្រព័ន្ធដំណក់ទឹក", "ရေစက်ချစနစ်", "tưới nhỏ giọt",
        "irigasi tetes", "pengairan titis", "patak na irigasyon", "rega gota a gota"),
      Phrase(
        "banana tissue culture", "香蕉组织培养", "เพาะเนื้อเยื่อกล้วย", "ເພາະເນື້ອເຍື່ອກ້ວຍ",
        "បណ្តុះជាលិកាចេក", "ငှက်ပျောတစ်ရှူးမွေးမြူရေး", "nuôi cấy mô chuối", "kultur jaringan pisang",
        "kultur tisu pisang", "tissue culture ng saging", "cultura de tecidos de banana"),
    ])

  private static let energy = Field(
    ipc: ["H02S40/00", "H01M10/052", "F03D9/00"], gbt4754: "C38", isic4: "C27",
    national: "new energy & energy saving",
    technologies: [
      Phrase(
        "solar drying", "太阳能干燥", "อบแห้งพลังงานแสงอาทิตย์", "ອົບແຫ້ງແສງຕາເວັນ",
        "សម្ងួតដោយពន្លឺព្រះអាទិត្យ", "နေရောင်ခြည်အခြောက်ခံ", "sấy năng lượng mặt trời",
        "pengeringan surya", "pengeringan solar", "pagpapatuyo sa araw", "secagem solar"),
      Phrase(
        "sodium battery", "钠离子电池", "แบตเตอรี่โซเดียม", "ແບັດເຕີຣີໂຊດຽມ", "ថ្មសូដ្យូម",
        "ဆိုဒီယမ်ဘက်ထရီ", "pin natri", "baterai natrium", "bateri natrium", "bateryang sodium",
        "bateria de sódio"),
      Phrase(
        "biogas from straw", "秸秆沼气", "ก๊าซชีวภาพจากฟาง", "ກາຊຊີວະພາບຈາກເຟືອງ", "ឧស្ម័នជីវៈពីចំបើង",
        "ကောက်ရိုးဇီဝဓာတ်ငွေ့", "khí sinh học từ rơm", "biogas jerami", "biogas jerami padi",
        "biogas mula sa dayami", "biogás de palha"),
    ])

  private static let medicine = Field(
    ipc: ["A61K36/00", "A61P31/00", "A61K36/28"], gbt4754: "C27", isic4: "C21",
    national: "biomedicine & devices",
    technologies: [
      Phrase(
        "herbal extract", "中草药提取物", "สารสกัดสมุนไพร", "ສານສະກັດສະໝຸນໄພ", "ចំរាញ់ឱសថ", "ဆေးဖက်ဝင်အပင်အနှစ်",
        "cao dược liệu", "ekstrak herbal", "ekstrak herba", "katas ng halamang gamot",
        "extrato de ervas"),
      Phrase(
        "ginger ointment", "生姜药膏", "ขี้ผึ้งขิง", "ຢາຂີ້ເຜິ້ງຂີງ", "ក្រមួនខ្ញី", "ချင်းလိမ်းဆေး", "cao xoa gừng",
        "salep jahe", "salap halia", "pamahid na luya", "pomada de gengibre"),
      Phrase(
        "quality test for medicinal plants", "药材质量检测", "ตรวจคุณภาพสมุนไพร",
        "ກວດຄຸນນະພາບພືດເປັນຢາ", "ពិនិត្យគុណភាពរុក្ខជាតិឱសថ", "ဆေးပင်အရည်အသွေးစစ်ဆေးခြင်း",
        "kiểm nghiệm dược liệu", "uji mutu tanaman obat", "ujian mutu tumbuhan ubatan",
        "pagsusuri ng halamang gamot", "ensaio de plantas medicinais"),
    ])

  private static let food = Field(
    ipc: ["A23B7/02", "A23L2/02", "A23L7/10"], gbt4754: "C13", isic4: "C10",
    national: "agriculture",
    technologies: [
      Phrase(
        "mango drying", "芒果干加工", "อบแห้งมะม่วง", "ອົບແຫ້ງໝາກມ່ວງ", "ក្រៀមស្វាយ", "သရက်သီးခြောက်",
        "sấy xoài", "pengeringan mangga", "pengeringan buah mangga", "pagpapatuyo ng mangga",
        "secagem de manga"),
      Phrase(
        "coconut milk sterilization", "椰奶杀菌", "ฆ่าเชื้อกะทิ", "ຂ້າເຊື້ອນ້ຳກະທິ", "សម្លាប់មេរោគខ្ទិះដូង",
        "အုန်းနို့ပိုးသတ်ခြင်း", "tiệt trùng nước cốt dừa", "sterilisasi santan",
        "pensterilan santan", "isterilisasyon ng gata", "esterilização de leite de coco"),
      Phrase(
        "rice noodle line", "米粉生产线", "สายการผลิตก๋วยเตี๋ยว", "ສາຍຜະລິດເຝີ", "ខ្សែផលិតគុយទាវ",
        "ဆန်ခေါက်ဆွဲထုတ်လိုင်း", "dây chuyền bún", "lini produksi bihun", "barisan mi beras",
        "linya ng bihon", "linha de massa de arroz"),
    ])

  private static let electronics = Field(
    ipc: ["H04L67/10", "G06T7/00", "G01S19/42"], gbt4754: "I65", isic4: "J62",
    national: "electronic information",
    technologies: [
      Phrase(
        "smart city cloud", "智慧城市云", "คลาวด์เมืองอัจฉริยะ", "ຄລາວເມືອງອັດສະລິຍະ", "ពពកទីក្រុងឆ្លាតវៃ",
        "စမတ်မြို့တော်ကလောက်", "đám mây đô thị thông minh", "awan kota cerdas",
        "awan bandar pintar", "cloud ng matalinong lungsod", "nuvem de cidade inteligente"),
      Phrase(
        "satellite crop map", "卫星作物地图", "แผนที่พืชจากดาวเทียม", "ແຜນທີ່ພືດຈາກດາວທຽມ",
        "ផែនទីដំណាំពីផ្កាយរណប", "ဂြိုဟ်တုသီးနှံမြေပုံ", "bản đồ cây trồng vệ tinh",
        "peta tanaman satelit", "peta tanaman dari satelit", "mapa ng pananim mula satelayt",
        "mapa de culturas por satélite"),
      Phrase(
        "speech translation", "语音翻译", "แปลเสียงพูด", "ແປສຽງເວົ້າ", "បកប្រែសំឡេង", "အသံဘာသာပြန်",
        "dịch tiếng nói", "terjemahan suara", "terjemahan pertuturan", "pagsasalin ng pananalita",
        "tradução de voz"),
    ])

  private static let chemistry = Field(
    ipc: ["C09D163/00", "C08L97/02", "C07C67/03"], gbt4754: "C26", isic4: "C20",
    national: "new materials",
    technologies: [
      Phrase(
        "rubber vulcanization", "橡胶硫化", "วัลคาไนซ์ยาง", "ວັນຄາໄນຢາງ", "កៅស៊ូវុលកានីស",
        "ရာဘာမာကျောခြင်း", "lưu hóa cao su", "vulkanisasi karet", "pemvulkanan getah",
        "bulkanisasyon ng goma", "vulcanização de borracha"),
      Phrase(
        "bamboo fibre board", "竹纤维板", "แผ่นใยไผ่", "ແຜ່ນເສັ້ນໃຍໄມ້ໄຜ່", "បន្ទះសរសៃឫស្សី", "ဝါးမျှင်ပြား",
        "ván sợi tre", "papan serat bambu", "papan gentian buluh", "tabla ng hibla ng kawayan",
        "placa de fibra de bambu"),
      Phrase(
        "anti-rust coating", "防锈涂层", "สารเคลือบกันสนิม", "ສານເຄືອບກັນຂີ້ໝ້ຽງ", "ថ្នាំលាបការពារច្រែះ",
        "သံချေးကာကွယ်ဆေး", "sơn chống gỉ", "pelapis antikarat", "salutan antikarat",
        "pantakip kontra kalawang", "revestimento antiferrugem"),
    ])
}
