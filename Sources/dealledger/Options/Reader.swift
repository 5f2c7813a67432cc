public import ArgumentParser
public import DealRecords

extension ReaderRole: ExpressibleByArgument {}
