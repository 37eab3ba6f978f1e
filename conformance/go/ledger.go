package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	payloadType    = "application/vnd.showsafe.record+json"
	recordFormat   = "showsafe-record/1"
	mostSignatures = 16
	mlDsaBytes     = 1312
)

type signature struct {
	KeyID string `json:"keyid"`
	Sig   string `json:"sig"`
}

type envelope struct {
	Payload     string      `json:"payload"`
	PayloadType string      `json:"payloadType"`
	Signatures  []signature `json:"signatures"`
}

// body is what of a record's body this audit needs; the rest is for those who know the rules.
type body struct {
	Format         string `json:"format"`
	Unit           string `json:"unit"`
	Kind           string `json:"kind"`
	ActID          string `json:"act_id"`
	Device         string `json:"device"`
	DeviceNumber   int64  `json:"device_number"`
	DevicePrevious string `json:"device_previous"`
	Door           string `json:"door"`
	Outcome        string `json:"outcome"`
	Would          string `json:"would"`
	Act            act    `json:"act"`
	Completes      *struct {
		ActKind string `json:"act_kind"`
		Act     act    `json:"act"`
	} `json:"completes"`
}

// act is what a record about keys says of them.
type act struct {
	DeviceKey string `json:"device_key"`
	Key       string `json:"key"`
	Algorithm string `json:"algorithm"`
	Of        string `json:"of"`
	KeyID     string `json:"key_id"`
	NewKeyID  string `json:"new_key_id"`
}

type record struct {
	envelope
	body
	message    []byte
	signatures [][]byte
}

// known is a key that a record enrolled, and whether a later one took it back; one of ML-DSA-44 signs no record.
type known struct {
	public ed25519.PublicKey
	mlDsa  bool
	gone   bool
}

// change is what a record does to the keys: of itself, or since it lets happen what an earlier one asked for.
type change struct {
	kind   string
	act    act
	late   bool
	counts bool
	done   bool
	signed map[string]bool
}

type ledger struct {
	unit     string
	node     string
	nodes    []string
	keys     map[string]*known
	asked    map[string]map[string]bool
	acts     map[string]bool
	number   int64
	previous string
}

func newLedger(unit string) *ledger {
	return &ledger{
		unit:  unit,
		keys:  map[string]*known{},
		asked: map[string]map[string]bool{},
		acts:  map[string]bool{},
	}
}

// claim is one signature to be verified, found in the order of the records.
type claim struct {
	number    int64
	public    ed25519.PublicKey
	message   []byte
	signature []byte
}

// take reads the records that follow, in order; the signatures of one bundle are verified side by side.
func (l *ledger) take(first int64, entries [][]byte) error {
	var claims []claim
	var failed error
	for i, entry := range entries {
		number := first + int64(i) + 1
		found, err := l.one(number, entry)
		claims = append(claims, found...)
		if err != nil {
			failed = err
			break
		}
	}
	// A signature that does not hold in an earlier record is the first fault, whatever a later one shows.
	if err := verifyAll(claims); err != nil {
		return err
	}
	return failed
}

func (l *ledger) one(number int64, entry []byte) ([]claim, error) {
	read, err := readRecord(entry)
	if err != nil {
		return nil, faultAt(number, "%v", err)
	}
	if read.Unit != l.unit {
		return nil, faultAt(number, "it belongs to another unit")
	}
	if read.ActID == "" || l.acts[read.ActID] {
		return nil, faultAt(number, "its act id is not its own")
	}
	l.acts[read.ActID] = true
	if (number == 1) != (read.Kind == "unit-opened") {
		return nil, faultAt(number, "it opens no unit where it should, or opens one again")
	}
	found, signed, err := l.claims(number, read)
	if err != nil {
		return found, err
	}
	before := l.node
	if err := l.learn(changeOf(read, signed)); err != nil {
		return found, faultAt(number, "%v", err)
	}
	if before == "" {
		before = l.node
	}
	return found, l.chain(number, before, read, entry)
}

// chain checks the device's own numbering; the rotation of a node's key is the last record of the old one.
func (l *ledger) chain(number int64, node string, read *record, entry []byte) error {
	if read.Device != node || read.Signatures[0].KeyID != node {
		return faultAt(number, "it is not from the node whose turn it is")
	}
	if read.DeviceNumber != l.number+1 || read.DevicePrevious != l.previous {
		return faultAt(number, "it does not continue the chain of its device")
	}
	leaf := tlog.RecordHash(entry)
	l.number, l.previous = read.DeviceNumber, hex.EncodeToString(leaf[:])
	if l.node != node {
		l.number, l.previous = 0, ""
	}
	return nil
}

// claims lists what has to be verified of a record: the signature of every key, each once, each of a key that is in
// force, or of the key that this record itself brings.
func (l *ledger) claims(number int64, read *record) ([]claim, map[string]bool, error) {
	var found []claim
	signed := map[string]bool{}
	fresh := freshKey(read)
	for i, item := range read.Signatures {
		key := l.keys[item.KeyID]
		if key == nil && fresh != nil && idOf(fresh) == item.KeyID {
			key = &known{public: fresh}
		}
		switch {
		case key == nil || key.mlDsa || signed[item.KeyID]:
			return found, signed, faultAt(number, "it has a signature of a key that no record enrols, or one twice")
		case key.gone:
			return found, signed, faultAt(number, "it is signed under a key that was taken back before")
		}
		signed[item.KeyID] = true
		found = append(found, claim{number, key.public, read.message, read.signatures[i]})
	}
	return found, signed, nil
}

// freshKey returns the key that a record brings, which signs it too; nothing where it is weak or none.
func freshKey(read *record) ed25519.PublicKey {
	text := read.Act.Key
	switch read.Kind {
	case "unit-opened":
		text = read.Act.DeviceKey
	case "key-enrolled", "key-rotated":
	default:
		return nil
	}
	key, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || checkPublic(key) != nil {
		return nil
	}
	return key
}

// changeOf says what a record does to the keys. It counts where it happened and the rules permitted it in full, or where
// somebody let it happen later; then the signatures on what was asked count as well.
func changeOf(read *record, signed map[string]bool) change {
	happened := read.Door == "report" || read.Outcome == "permit" || read.Outcome == "record"
	found := change{kind: read.Kind, act: read.Act, done: happened, signed: signed}
	if read.Completes != nil {
		kind, known := map[string]string{
			"enrol-key":  "key-enrolled",
			"rotate-key": "key-rotated",
			"revoke-key": "key-revoked",
		}[read.Completes.ActKind]
		if known {
			found.kind, found.act, found.late = kind, read.Completes.Act, true
		}
	}
	found.counts = happened && (found.late || read.Would == "" || read.Would == "permit")
	return found
}

// learn takes what a record says of keys into the history; what was refused or held changes nothing yet.
func (l *ledger) learn(c change) error {
	switch c.kind {
	case "unit-opened":
		id, err := l.enrol(c.act.DeviceKey)
		if err != nil {
			return err
		}
		l.node, l.nodes = id, []string{id}
	case "key-enrolled", "key-rotated":
		name := c.act.KeyID
		if c.kind == "key-rotated" {
			name = c.act.NewKeyID
		}
		if !c.counts {
			l.asked[name] = c.signed
			return nil
		}
		if c.late {
			for id := range l.asked[name] {
				c.signed[id] = true
			}
		}
		if c.kind == "key-rotated" {
			return l.rotated(c)
		}
		return l.enrolled(c)
	case "key-revoked":
		if !c.done {
			return nil
		}
		old := l.keys[c.act.KeyID]
		if old == nil || c.act.KeyID == l.node {
			return errors.New("it revokes a key that cannot be revoked")
		}
		old.gone = true
	}
	return nil
}

func (l *ledger) enrolled(c change) error {
	if c.act.Algorithm == "ml-dsa-44" {
		key, err := base64.StdEncoding.Strict().DecodeString(c.act.Key)
		if err != nil || len(key) != mlDsaBytes || idOf(key) != c.act.KeyID || l.keys[c.act.KeyID] != nil {
			return errors.New("it enrols a key that is none, or known already")
		}
		l.keys[c.act.KeyID] = &known{mlDsa: true}
		return nil
	}
	if c.act.Algorithm != "ed25519" || c.act.Of == "" || c.act.Of == "node" {
		return errors.New("it enrols a key of an unknown kind, or of nobody")
	}
	id, err := l.enrol(c.act.Key)
	if err != nil || id != c.act.KeyID {
		return errors.New("it enrols a key that is none, weak, known already, or named otherwise")
	}
	if !c.signed[id] {
		return errors.New("the key that it enrols did not sign it")
	}
	return nil
}

func (l *ledger) rotated(c change) error {
	old := l.keys[c.act.KeyID]
	if old == nil || old.gone || old.mlDsa {
		return errors.New("it rotates a key that is not in force")
	}
	id, err := l.enrol(c.act.Key)
	if err != nil || id != c.act.NewKeyID {
		return errors.New("it rotates to a key that is none, weak, known already, or named otherwise")
	}
	if !c.signed[id] || !c.signed[c.act.KeyID] {
		return errors.New("the old or the new key did not sign it")
	}
	old.gone = true
	if c.act.KeyID == l.node {
		l.node, l.nodes = id, append(l.nodes, id)
	}
	return nil
}

func (l *ledger) enrol(text string) (string, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil {
		return "", err
	}
	if err := checkPublic(key); err != nil {
		return "", err
	}
	id := idOf(key)
	if l.keys[id] != nil {
		return "", errors.New("the key is known already")
	}
	l.keys[id] = &known{public: key}
	return id, nil
}

// signer returns the node's key as the records have it now, if the key from outside is it or one of those before it.
func (l *ledger) signer(outside note.Verifier) (note.Verifier, error) {
	var found note.Verifier
	anchored := false
	for _, id := range l.nodes {
		vkey, err := note.NewEd25519VerifierKey(outside.Name(), l.keys[id].public)
		if err != nil {
			return nil, err
		}
		if found, err = note.NewVerifier(vkey); err != nil {
			return nil, err
		}
		anchored = anchored || found.KeyHash() == outside.KeyHash()
	}
	if !anchored {
		return nil, faultAt(0, "the key from outside is none of this log's own")
	}
	return found, nil
}

func idOf(key []byte) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:16])
}

// readRecord reads an envelope in its one form, and of its body what is needed.
func readRecord(entry []byte) (*record, error) {
	read := &record{}
	reader := json.NewDecoder(bytes.NewReader(entry))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&read.envelope); err != nil {
		return nil, fmt.Errorf("it is no envelope: %v", err)
	}
	again, err := json.Marshal(read.envelope)
	if err != nil || !bytes.Equal(again, entry) {
		return nil, fmt.Errorf("its envelope is not in its one form")
	}
	count := len(read.Signatures)
	if read.PayloadType != payloadType || count == 0 || count > mostSignatures {
		return nil, fmt.Errorf("it is of another kind, or has no signature")
	}
	payload, err := base64.StdEncoding.Strict().DecodeString(read.Payload)
	if err != nil {
		return nil, fmt.Errorf("its body is not base64")
	}
	if err := json.Unmarshal(payload, &read.body); err != nil || read.Format != recordFormat {
		return nil, fmt.Errorf("its body is not that of a record: %v", err)
	}
	if strings.ContainsAny(read.Payload, "\r\n") {
		return nil, fmt.Errorf("its body is not base64 in its one form")
	}
	read.message = []byte(fmt.Sprintf("DSSEv1 %d %s %d %s", len(payloadType), payloadType, len(payload), payload))
	for _, item := range read.Signatures {
		sig, err := base64.StdEncoding.Strict().DecodeString(item.Sig)
		if err != nil || strings.ContainsAny(item.Sig, "\r\n") {
			return nil, fmt.Errorf("a signature is not base64")
		}
		read.signatures = append(read.signatures, sig)
	}
	return read, nil
}

// verifyAll verifies on every core, and returns the fault of the first record, in order, whose signature fails.
func verifyAll(claims []claim) error {
	wrong := make([]bool, len(claims))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for worker := 0; worker < workers; worker++ {
		group.Add(1)
		go func(from int) {
			defer group.Done()
			for i := from; i < len(claims); i += workers {
				wrong[i] = !verify(claims[i].public, claims[i].message, claims[i].signature)
			}
		}(worker)
	}
	group.Wait()
	for i := range wrong {
		if wrong[i] {
			return faultAt(claims[i].number, "a signature of it does not hold")
		}
	}
	return nil
}
