import LMDB

// The store's calls as the log makes them: with the log's own error.

extension Reading where Self: ~Copyable {
  /// The bytes under `key`, where they lie.
  @_lifetime(borrow self)
  borrowing func lookUp(_ key: RawSpan, in table: Table) throws(LogFault) -> RawSpan? {
    do throws(LMDBError) {
      return try value(for: key, in: table)
    } catch {
      throw .storage(StorageFault(error))
    }
  }

  @_lifetime(borrow self)
  borrowing func walk(_ table: Table) throws(LogFault) -> Cursor {
    do throws(LMDBError) {
      return try cursor(in: table)
    } catch {
      throw .storage(StorageFault(error))
    }
  }
}

/// A step of a cursor.
enum Step {
  case first, last, next, previous
}

extension Cursor {
  @_lifetime(copy self)
  mutating func take(_ step: Step) throws(LogFault) -> Entry? {
    do throws(LMDBError) {
      return switch step {
      case .first: try first()
      case .last: try last()
      case .next: try next()
      case .previous: try previous()
      }
    } catch {
      throw .storage(StorageFault(error))
    }
  }

  /// The first entry at `key` or after it; with `.backward`, the last at `key` or before it.
  @_lifetime(copy self)
  mutating func find(
    _ key: RawSpan, _ direction: ReadDirection
  ) throws(LogFault) -> Entry? {
    do throws(LMDBError) {
      return switch direction {
      case .forward: try seek(to: key)
      case .backward: try seek(atOrBefore: key)
      }
    } catch {
      throw .storage(StorageFault(error))
    }
  }
}

/// Runs a call to the store, and says of what it throws that the store threw it.
func stored<Result: ~Copyable>(_ body: () throws(LMDBError) -> Result) throws(LogFault) -> Result {
  do throws(LMDBError) {
    return try body()
  } catch {
    throw .storage(StorageFault(error))
  }
}
