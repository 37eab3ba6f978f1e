package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height    = 8
	tileWidth = 1 << height
	largest   = 1 << 16
)

// readCheckpoint reads the three lines of a signed note, whoever signed it, for a log of this name.
func readCheckpoint(data []byte, name string) (tlog.Tree, error) {
	text := string(data)
	lines := strings.Split(text[:strings.LastIndex(text, "\n\n")+1], "\n")
	if len(lines) < 4 || lines[0] != name {
		return tlog.Tree{}, faultAt(0, "the checkpoint belongs to another log, or is none")
	}
	for _, line := range lines[:len(lines)-1] {
		if line == "" {
			return tlog.Tree{}, faultAt(0, "the checkpoint has an empty line among its own")
		}
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 || size > largestNumber || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, faultAt(0, "the checkpoint's size is no number from 1 up")
	}
	hash, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(hash) != tlog.HashSize {
		return tlog.Tree{}, faultAt(0, "the checkpoint's root is not 32 bytes")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], hash)
	return tree, nil
}

// verifyCheckpoint checks that a key signed the note, and that every line that claims to be of this key holds.
func verifyCheckpoint(data []byte, verifier note.Verifier) error {
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return faultAt(0, "the checkpoint is not signed by the key it should be from: %v", err)
	}
	if !everyLineHolds(data, opened.Text, verifier) {
		return faultAt(0, "a signature line of the checkpoint's key does not hold")
	}
	return nil
}

// everyLineHolds looks at each line that claims to be of a key, where x/mod is content with one, and at its R; and at
// the base64 of every line, where x/mod lets bits of the padding pass.
func everyLineHolds(data []byte, text string, verifier note.Verifier) bool {
	for _, line := range strings.Split(strings.TrimPrefix(string(data), text), "\n") {
		words := strings.Split(line, " ")
		if len(words) != 3 {
			continue
		}
		claim, err := base64.StdEncoding.Strict().DecodeString(words[2])
		if err != nil || len(claim) < 4 {
			return false
		}
		if words[1] != verifier.Name() || binary.BigEndian.Uint32(claim) != verifier.KeyHash() {
			continue
		}
		if len(claim) != 68 || isLowOrder(claim[4:36]) || !verifier.Verify([]byte(text), claim[4:]) {
			return false
		}
	}
	return true
}

// export reads the tiles of a tree of one size from a folder; it is the TileReader that x/mod asks for.
type export struct {
	folder string
	tree   tlog.Tree
}

func (e *export) Height() int                             { return height }
func (e *export) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}

// ReadTiles returns the bytes of tiles; x/mod holds them against the root before it uses them.
func (e *export) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := readSmall(filepath.Join(e.folder, pathOf(tile)), tile.W*tlog.HashSize)
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", pathOf(tile), len(data))
		}
		found[i] = data
	}
	return found, nil
}

// pathOf is x/mod's own path without the height, which C2SP leaves out, and with its word for records.
func pathOf(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// entries returns the records of one bundle, each held against its authenticated leaf hash.
func (e *export) entries(first int64, hashes tlog.HashReader) ([][]byte, error) {
	width := min(tileWidth, e.tree.N-first)
	indexes := make([]int64, width)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
	}
	leaves, err := hashes.ReadHashes(indexes)
	if err != nil {
		return nil, faultAt(first+1, "its tile, or one above it, does not lead to the root: %v", err)
	}
	tile := tlog.Tile{H: height, L: -1, N: first / tileWidth, W: int(width)}
	rest, err := readSmall(filepath.Join(e.folder, pathOf(tile)), tileWidth*(largest+2))
	if err != nil {
		return nil, faultAt(first+1, "its bundle cannot be read: %v", err)
	}
	found := make([][]byte, 0, width)
	for i, leaf := range leaves {
		number := first + int64(i) + 1
		if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
			return nil, faultAt(number, "the bundle ends within or before it")
		}
		length := int(binary.BigEndian.Uint16(rest))
		entry := rest[2 : 2+length]
		if tlog.RecordHash(entry) != leaf {
			return nil, faultAt(number, "it does not have the hash in its tile")
		}
		found, rest = append(found, entry), rest[2+length:]
	}
	if len(rest) != 0 {
		return nil, faultAt(first+width, "bytes follow the last record of its bundle")
	}
	return found, nil
}

// checkFiles finds anything in the folder that an export of this size does not have, links included.
func (e *export) checkFiles() error {
	// A size that the files cannot hold is not worked out: every 256 records have a file of their own.
	files, err := count(e.folder)
	if err != nil {
		return err
	}
	if e.tree.N/tileWidth > files {
		return faultAt(0, "the folder has %d files, too few for %d records", files, e.tree.N)
	}
	expected := map[string]bool{"checkpoint": true}
	for level, count := 0, e.tree.N; count > 0; level, count = level+1, count/tileWidth {
		for n := int64(0); n*tileWidth < count; n++ {
			tile := tlog.Tile{H: height, L: level, N: n, W: int(min(tileWidth, count-n*tileWidth))}
			expected[pathOf(tile)] = true
			if level == 0 {
				tile.L = -1
				expected[pathOf(tile)] = true
			}
		}
	}
	folders := map[string]bool{".": true}
	for name := range expected {
		for above := path.Dir(name); !folders[above]; above = path.Dir(above) {
			folders[above] = true
		}
	}
	return filepath.WalkDir(e.folder, func(path string, item fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(e.folder, path)
		if err != nil || folders[filepath.ToSlash(name)] && item.IsDir() {
			return err
		}
		if !item.Type().IsRegular() || !expected[filepath.ToSlash(name)] {
			return faultAt(0, "the folder holds %q, which no export of this size has", name)
		}
		return nil
	})
}

// count returns how many files a folder holds.
func count(folder string) (int64, error) {
	files := int64(0)
	err := filepath.WalkDir(folder, func(_ string, item fs.DirEntry, err error) error {
		if err == nil && !item.IsDir() {
			files++
		}
		return err
	})
	return files, err
}

func readSmall(path string, most int) ([]byte, error) {
	found, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !found.Mode().IsRegular() || found.Size() > int64(most) {
		return nil, fmt.Errorf("%s is no file, or too large", filepath.Base(path))
	}
	return os.ReadFile(path)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
