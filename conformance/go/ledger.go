package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
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
	Act            struct {
		DeviceKey string `json:"device_key"`
		Key       string `json:"key"`
		Algorithm string `json:"algorithm"`
		KeyID     string `json:"key_id"`
		NewKeyID  string `json:"new_key_id"`
	} `json:"act"`
}

type record struct {
	envelope
	body
	message    []byte
	signatures [][]byte
}

// known is a key that a record enrolled, and whether a later one took it back.
type known struct {
	public ed25519.PublicKey
	gone   bool
}

type ledger struct {
	unit     string
	node     string
	nodes    []string
	keys     map[string]*known
	acts     map[string]bool
	number   int64
	previous string
}

func newLedger(unit string) *ledger {
	return &ledger{unit: unit, keys: map[string]*known{}, acts: map[string]bool{}}
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
	before := l.node
	if err := l.learn(number, read); err != nil {
		return nil, err
	}
	if before == "" {
		before = l.node
	}
	if err := l.chain(number, before, read, entry); err != nil {
		return nil, err
	}
	return l.claims(number, read)
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

// claims lists what has to be verified of a record: the signature of every key, each once, each of a known key.
func (l *ledger) claims(number int64, read *record) ([]claim, error) {
	var found []claim
	seen := map[string]bool{}
	for i, item := range read.Signatures {
		key := l.keys[item.KeyID]
		if key == nil || seen[item.KeyID] {
			return found, faultAt(number, "it has a signature of a key that no record enrols, or one twice")
		}
		if key.gone && !endsKey(read, item.KeyID) {
			return found, faultAt(number, "it is signed under a key that was taken back before")
		}
		seen[item.KeyID] = true
		found = append(found, claim{number, key.public, read.message, read.signatures[i]})
	}
	for _, id := range mustSign(read) {
		if !seen[id] {
			return found, faultAt(number, "the key that it speaks of did not sign it")
		}
	}
	return found, nil
}

// endsKey says whether this record is the one that retires the key, which may sign it for the last time.
func endsKey(read *record, id string) bool {
	return read.Act.KeyID == id && (read.Kind == "key-rotated" || read.Kind == "key-revoked")
}

func mustSign(read *record) []string {
	switch read.Kind {
	case "key-enrolled":
		if read.Act.Algorithm == "ed25519" {
			return []string{read.Act.KeyID}
		}
	case "key-rotated":
		return []string{read.Act.KeyID, read.Act.NewKeyID}
	}
	return nil
}

// learn takes what a record says of keys: before its signatures are looked at, since a new key signs its own record.
func (l *ledger) learn(number int64, read *record) error {
	if number == 1 && read.Kind != "unit-opened" {
		return faultAt(number, "the first record does not open the unit")
	}
	switch read.Kind {
	case "unit-opened":
		if number != 1 {
			return faultAt(number, "the unit is opened a second time")
		}
		id, err := l.enrol(read.Act.DeviceKey)
		if err != nil {
			return faultAt(number, "%v", err)
		}
		l.node, l.nodes = id, []string{id}
	case "key-enrolled":
		return l.learnEnrolled(number, read)
	case "key-rotated":
		return l.learnRotated(number, read)
	case "key-revoked":
		old := l.keys[read.Act.KeyID]
		if old == nil || old.gone || read.Act.KeyID == l.node {
			return faultAt(number, "it revokes a key that cannot be revoked")
		}
		old.gone = true
	}
	return nil
}

func (l *ledger) learnEnrolled(number int64, read *record) error {
	if read.Act.Algorithm == "ml-dsa-44" {
		key, err := base64.StdEncoding.Strict().DecodeString(read.Act.Key)
		if err != nil || len(key) != mlDsaBytes || idOf(key) != read.Act.KeyID {
			return faultAt(number, "it enrols a key that is none")
		}
		return nil
	}
	id, err := l.enrol(read.Act.Key)
	if err != nil || id != read.Act.KeyID || read.Act.Algorithm != "ed25519" {
		return faultAt(number, "it enrols a key that is none, weak, known already, or named otherwise")
	}
	return nil
}

func (l *ledger) learnRotated(number int64, read *record) error {
	old := l.keys[read.Act.KeyID]
	id, err := l.enrol(read.Act.Key)
	if old == nil || old.gone || err != nil || id != read.Act.NewKeyID {
		return faultAt(number, "it rotates a key that is not known, or to one that is none, weak or known already")
	}
	old.gone = true
	if read.Act.KeyID == l.node {
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
		return "", fmt.Errorf("the key is known already")
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
