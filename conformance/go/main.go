// Command audit checks an exported ledger from the outside: a folder with "checkpoint" and "tile/" (C2SP tlog-tiles),
// held against the unit's key, which has to come from somewhere else than the folder.
//
//	audit -vkey LINE DIR
//
// It shares nothing with the program that wrote the folder. Tree and notes are those of golang.org/x/mod; what is
// above them (records, their signatures, the history of keys, each device's chain) is written here, from
// docs/formats alone. It prints one line, and leaves with 0 when everything was checked and holds, with 1 and the
// number of the first bad record when something does not, and with 2 when it could not begin.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	holds = iota
	bad
	unusable
)

// fault is what does not hold: the number of the record where it first shows (0 for none in particular), and why.
type fault struct {
	record int64
	why    string
}

func (f *fault) Error() string {
	if f.record == 0 {
		return f.why
	}
	return fmt.Sprintf("record %d: %s", f.record, f.why)
}

func faultAt(record int64, format string, words ...any) error {
	return &fault{record, fmt.Sprintf(format, words...)}
}

func main() {
	vkey := flag.String("vkey", "", "the unit's key in one line, from elsewhere")
	flag.Usage = func() { fmt.Fprintln(os.Stderr, "usage: audit -vkey LINE DIR") }
	flag.Parse()
	if flag.NArg() != 1 || *vkey == "" {
		flag.Usage()
		os.Exit(unusable)
	}
	os.Exit(run(flag.Arg(0), strings.TrimSpace(*vkey)))
}

func run(folder, vkey string) int {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		fmt.Printf("unusable: the vkey is none: %v\n", err)
		return unusable
	}
	start := time.Now()
	tree, err := audit(folder, verifier)
	var found *fault
	switch {
	case errors.As(err, &found):
		fmt.Printf("bad: record=%d: %s\n", found.record, found.why)
		return bad
	case err != nil:
		fmt.Printf("bad: record=0: %v\n", err)
		return bad
	}
	seconds := time.Since(start).Seconds()
	fmt.Printf("holds: records=%d root=%x seconds=%.2f rate=%.0f/s\n", tree.N, tree.Hash[:], seconds, float64(tree.N)/seconds)
	return holds
}

func audit(folder string, verifier note.Verifier) (tlog.Tree, error) {
	data, err := readSmall(filepath.Join(folder, "checkpoint"), largest)
	if err != nil {
		return tlog.Tree{}, faultAt(0, "the checkpoint cannot be read: %v", err)
	}
	tree, err := readCheckpoint(data, verifier.Name())
	if err != nil {
		return tree, err
	}
	export := &export{folder: folder, tree: tree}
	if err := export.checkFiles(); err != nil {
		return tree, err
	}
	unit := strings.TrimPrefix(verifier.Name(), "showsafe/")
	ledger := newLedger(unit)
	hashes := tlog.TileHashReader(tree, export)
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return tree, faultAt(0, "the tiles do not lead to the checkpoint's root: %v", err)
	}
	if root != tree.Hash {
		return tree, faultAt(0, "the tiles lead to another root than the checkpoint's")
	}
	for first := int64(0); first < tree.N; first += tileWidth {
		entries, err := export.entries(first, hashes)
		if err != nil {
			return tree, err
		}
		if err := ledger.take(first, entries); err != nil {
			return tree, err
		}
	}
	// Only now is it known which key signs: the one from outside, or one that it was replaced by.
	now, err := ledger.signer(verifier)
	if err != nil {
		return tree, err
	}
	return tree, verifyCheckpoint(data, now)
}
