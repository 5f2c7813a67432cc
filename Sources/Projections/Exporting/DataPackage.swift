import CanonicalJSON
import Deals
import EventLog

/// A file of a data package, as it was written.
struct PackagedTable {
  let table: ModelTable
  let bytes: Int
  let digest: String
}

/// The description of a data package (Frictionless Data, version 1), from the declarations of its
/// tables.
struct DataPackage {
  let export: ModelExport
  let origin: ExportOrigin
  let labels: ModelExport.Labels
  let hasMark: Bool

  func json(of files: [PackagedTable]) -> [UInt8] {
    let value: PackageValue = [
      "profile": "tabular-data-package",
      "name": .text("dealledger-" + export.ledger.lowercased()),
      "title": .text("Read models of the ledger \(export.ledger)"),
      "description": .text(description), "ledger": ledger,
      "classes": .texts(DisclosureClass.allCases.filter(export.classes.contains).map(\.rawValue)),
      "projections": .list(
        export.parts.map { ["name": .text($0.name), "version": .number($0.version)] }),
      "labels": told, "resources": .list(files.map(resource)),
    ]
    var json = CanonicalWriter()
    value.write(to: &json)
    return json.finish() + [0x0A]
  }

  private var description: String {
    """
    Deals as the first \(export.position) events of the ledger left them. A cell that a spreadsheet \
    would take for a formula has an apostrophe before it, and so has one that begins with an \
    apostrophe. An empty cell is null, or an empty text.
    """
  }

  private var ledger: PackageValue {
    [
      "id": .text(export.ledger), "origin": .text(origin.origin), "epoch": .number(export.epoch),
      "position": .number(Int(export.position.rawValue)), "root": .text(origin.root),
    ]
  }

  private var told: PackageValue {
    [
      "description": "How many deals say of a title or a party that it is invented, or synthetic.",
      "deals": .number(labels.deals), "invented": .number(labels.invented),
      "synthetic": .number(labels.synthetic),
    ]
  }
}

// MARK: Tables

extension DataPackage {
  private func resource(_ file: PackagedTable) -> PackageValue {
    [
      "profile": "tabular-data-resource", "name": .text(file.table.name),
      "path": .text(file.table.file), "description": .text(file.table.comment), "format": "csv",
      "mediatype": "text/csv", "encoding": hasMark ? "utf-8-sig" : "utf-8",
      "bytes": .number(file.bytes), "hash": .text(file.digest),
      "dialect": ["delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\""],
      "schema": schema(of: file.table),
    ]
  }

  private func schema(of table: ModelTable) -> PackageValue {
    [
      "fields": .list(table.columns.map { field($0, isKey: table.key.contains($0.name)) }),
      "primaryKey": .texts(table.key), "foreignKeys": owner(of: table).map { .list([$0]) },
    ]
  }

  private func field(_ column: ModelTable.Column, isKey: Bool) -> PackageValue {
    // An empty text, which a column that is never null may hold, looks like a null.
    let isRequired = isKey || column.kind == .integer && !column.isOptional
    return [
      "name": .text(column.name), "type": column.kind == .integer ? "integer" : "string",
      "description": .text(column.comment),
      "constraints": isRequired ? ["required": .flag(true)] : nil,
    ]
  }

  /// The table with a row for each owner, such as `deals` for what begins with a column `deal`.
  private func owner(of table: ModelTable) -> PackageValue? {
    let key = table.key[0]
    guard let owner = export.tables.first(where: { $0.key == [key] }), owner.name != table.name
    else { return nil }
    return [
      "fields": .texts([key]),
      "reference": ["resource": .text(owner.name), "fields": .texts([key])],
    ]
  }
}
