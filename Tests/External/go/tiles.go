// Checks a folder or a server of tiles with the tree and the notes of Go's checksum database.
//
//	tiles PREFIX VKEY [OLDER PROOF]
//
// PREFIX is a folder or a URL, OLDER an earlier checkpoint of the same log, PROOF the text that says
// that the tree extends it. The tree hash comes from tiles alone; every record is hashed and looked
// up in them; some are proven, as is OLDER, both by the tiles and by the text.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// A source gives files by their path below a prefix, and is what reads tiles of the tree.
type source struct{ prefix string }

func (s source) file(path string) ([]byte, error) {
	if !strings.HasPrefix(s.prefix, "http") {
		return os.ReadFile(s.prefix + "/" + path)
	}
	answer, err := http.Get(s.prefix + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// The checksum database names the height in its paths, and C2SP does not.
func path(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

func (s source) Height() int                     { return height }
func (s source) SaveTiles([]tlog.Tile, [][]byte) {}
func (s source) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := s.file(path(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// A checkpoint that bears the key's signature.
func open(text []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("no checkpoint of %s: %q", verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

// Every record of the tree is hashed, and found in the tiles at its place.
func checkRecords(tree tlog.Tree, s source, hashes tlog.HashReader) error {
	for n := int64(0); n < tree.N; {
		tile := tlog.Tile{H: height, L: -1, N: n >> height, W: 1 << height}
		if tree.N-n < 1<<height {
			tile.W = int(tree.N - n)
		}
		bundle, err := s.file(path(tile))
		if err != nil {
			return err
		}
		var indexes []int64
		var records []tlog.Hash
		for len(bundle) >= 2 {
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			if len(bundle) < length {
				break
			}
			records = append(records, tlog.RecordHash(bundle[2:length]))
			indexes = append(indexes, tlog.StoredHashIndex(0, n))
			bundle, n = bundle[length:], n+1
		}
		if len(bundle) > 0 || len(records) != tile.W {
			return fmt.Errorf("%s holds %d records", path(tile), len(records))
		}
		stored, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for place, record := range records {
			if stored[place] != record {
				return fmt.Errorf("%s: record %d is another one", path(tile), place)
			}
		}
	}
	return nil
}

func checkProofs(tree tlog.Tree, hashes tlog.HashReader) error {
	for _, n := range []int64{0, tree.N / 3, tree.N / 2, tree.N - 1} {
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(tree.N, n, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf[0]); err != nil {
			return fmt.Errorf("record %d: %w", n, err)
		}
	}
	return nil
}

// The hashes of a proof stand from its fourth line to the empty one.
func readProof(path string) (tlog.TreeProof, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	head, _, _ := strings.Cut(string(text), "\n\n")
	var proof tlog.TreeProof
	for _, line := range strings.Split(head, "\n")[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		proof = append(proof, hash)
	}
	return proof, nil
}

func checkOlder(older, tree tlog.Tree, hashes tlog.HashReader, path string) error {
	own, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	given, err := readProof(path)
	if err != nil {
		return err
	}
	for _, proof := range []tlog.TreeProof{own, given} {
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
			return err
		}
	}
	return nil
}

func check(arguments []string) error {
	s := source{arguments[0]}
	text, err := s.file("checkpoint")
	if err != nil {
		return err
	}
	tree, err := open(text, arguments[1])
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, s)
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the tiles come to %v, and %v is signed", root, tree.Hash)
	}
	if err := checkRecords(tree, s, hashes); err != nil {
		return err
	}
	if err := checkProofs(tree, hashes); err != nil {
		return err
	}
	if len(arguments) > 3 {
		text, err := os.ReadFile(arguments[2])
		if err != nil {
			return err
		}
		older, err := open(text, arguments[1])
		if err != nil {
			return err
		}
		if err := checkOlder(older, tree, hashes, arguments[3]); err != nil {
			return err
		}
	}
	fmt.Println(tree.N, tree.Hash)
	return nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: tiles PREFIX VKEY [OLDER PROOF]")
		os.Exit(64)
	}
	if err := check(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tiles:", err)
		os.Exit(1)
	}
}
