"""What other programs make of the exported read models: Frictionless, DuckDB and Datasette."""

import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import duckdb
import duckdb_extension_sqlite_scanner
import frictionless
import pytest

TABLES = ["deals", "deal_titles", "deal_types", "deal_parties", "audit_trail"]


@pytest.fixture(scope="module")
def package(ledger, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package") / "deals"
    ledger.run("export", "csv", "-o", folder)
    return folder


@pytest.fixture(scope="module")
def file(ledger, tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "deals.sqlite"
    ledger.run("export", "sqlite", "-o", path)
    return path


def rows(file, sql):
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def without_apostrophe(cell):
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") else cell


@pytest.mark.parametrize("mark", [[], ["--bom"]])
def test_the_data_package_is_valid(ledger, tmp_path, mark):
    folder = tmp_path / "deals"
    ledger.run("export", "csv", "-o", folder, *mark)
    for table in folder.glob("*.csv"):
        assert table.read_bytes().startswith(b"\xef\xbb\xbf") == bool(mark)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert set(TABLES) <= {task.name for task in report.tasks}


def test_a_cell_changed_in_the_package_is_found(package, tmp_path):
    folder = tmp_path / "deals"
    shutil.copytree(package, folder)
    table = folder / "deal_parties.csv"
    table.write_bytes(table.read_bytes().replace(b"D06", b"D99", 1))
    report = frictionless.validate(str(folder / "datapackage.json"))
    found = {kind for (kind,) in report.flatten(["type"])}
    assert {"hash-count", "foreign-key"} <= found, found


def test_the_package_says_of_what_it_is(ledger, lines, package):
    described = json.loads((package / "datapackage.json").read_text())
    assert described["ledger"]["position"] == len(lines)
    assert described["ledger"]["origin"] == "example.org/external"
    from merkle import root

    assert described["ledger"]["root"] == root(lines).hex()
    assert described["classes"] == ["public"]
    assert described["labels"]["deals"] == 23
    assert 0 < described["labels"]["invented"] <= 23


def test_both_exports_hold_the_same_rows(package, file):
    with duckdb.connect() as duck:
        for table in TABLES:
            path = package / f"{table}.csv"
            query = f"SELECT * FROM read_csv('{path}', header = true, all_varchar = true)"
            read = duck.execute(query).fetchall()
            expected = rows(file, f"SELECT * FROM {table}")
            read = [tuple(without_apostrophe(cell) for cell in row) for row in read]
            written = [
                tuple(None if cell in (None, "") else str(cell) for cell in row) for row in expected]
            assert read == written, table


def test_duckdb_reads_the_sqlite_file(file):
    with duckdb.connect() as duck:
        folder = Path(duckdb_extension_sqlite_scanner.__file__).parent
        [reader] = folder.rglob("sqlite_scanner.duckdb_extension")
        # DuckDB loads only what its makers have signed.
        duck.execute(f"LOAD '{reader}'")
        duck.execute(f"ATTACH '{file}' AS ledger (TYPE sqlite, READ_ONLY)")
        for table in TABLES:
            counted = duck.execute(f"SELECT count(*) FROM ledger.{table}").fetchall()
            assert counted == rows(file, f"SELECT count(*) FROM {table}")


def test_exports_of_one_position_are_the_same_bytes_after_a_rebuild(program, ledger, package, tmp_path):
    copy = tmp_path / "ledger"
    shutil.copytree(ledger.path, copy, symlinks=True)
    again = type(ledger)(program, copy)
    again.run("rebuild")
    again.run("export", "csv", "-o", tmp_path / "deals")
    for path in sorted(package.iterdir()):
        assert path.read_bytes() == (tmp_path / "deals" / path.name).read_bytes(), path.name


def test_datasette_serves_the_sqlite_file(file):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", file, "-h", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    query = "select+state,count(*)+as+n+from+deals+group+by+state+order+by+state"
    try:
        answer = None
        deadline = time.monotonic() + 60
        while answer is None and time.monotonic() < deadline:
            assert server.poll() is None, "datasette ended"
            try:
                url = f"http://127.0.0.1:{port}/deals.json?sql={query}&_shape=arrays"
                answer = json.load(urllib.request.urlopen(url, timeout=10))
            except (ConnectionError, urllib.error.URLError):
                time.sleep(0.2)
        assert answer is not None, "datasette did not answer in time"
    finally:
        server.terminate()
        server.wait(timeout=20)
    expected = rows(file, "SELECT state, count(*) FROM deals GROUP BY state ORDER BY state")
    assert [tuple(row) for row in answer["rows"]] == expected
    assert {path.name for path in Path(file).parent.iterdir()} == {"deals.sqlite"}
