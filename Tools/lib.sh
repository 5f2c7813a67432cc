# Shared by the scripts in this folder; to be sourced.

# What the build refuses beyond warnings: a target that imports what it does not declare.
checks=(--explicit-target-dependency-import-check error)

# The rooms that need no SQLite and no command line.
core='^(LMDB|CanonicalJSON|Deals|Transparency|Disclosures|Keyring|EventLog|DealRecords|Properties|Witnesses)Tests\.'

# Tests that start the program, in a process of their own: beside hundreds of ledgers that other tests
# hold open, Foundation's Process reads past its buffer when it lists more than 1,365 descriptors.
programs='^CommandLineTests\.'

parts=()

# Runs a named part, and keeps how long it took. A failed part ends the script.
part() {
  local name=$1 start=$SECONDS
  shift
  printf '── %s\n' "$name"
  "$@"
  parts+=("$(printf '%5d s  %s' $((SECONDS - start)) "$name")")
}

summary() {
  printf '\n'
  printf '%s\n' "${parts[@]}"
}
