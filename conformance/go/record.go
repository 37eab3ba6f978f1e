package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

const (
	payloadType    = "application/vnd.showsafe.record+json"
	recordFormat   = "showsafe-record/1"
	actType        = "application/vnd.showsafe.act+json"
	actFormat      = "showsafe-act/1"
	largestEntry   = 65535
	mostSignatures = 16
)

var (
	texts  = []string{"unit", "scope", "act_id", "kind", "device", "rulebook", "door", "outcome"}
	times  = []string{"claimed_at", "received_at", "as_of"}
	isTime = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$`)
	isSum  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	// strengths are the words for how sure a node was of who asked.
	strengths = map[string]bool{"none": true, "badge-pin-shared-device": true, "badge-pin-own-device": true, "passkey": true}
	errForm   = errors.New("it is not a signed envelope of the known kind")
)

// object is canonical JSON; what is not there, or of another kind, reads as nothing.
type object map[string]any

func (o object) text(name string) string {
	text, _ := o[name].(string)
	return text
}

func (o object) object(name string) object {
	found, _ := o[name].(map[string]any)
	return found
}

type signature struct {
	keyID string
	bytes []byte
}

type record struct {
	body       object
	number     int64
	message    []byte
	signatures []signature
	claims     []*claimed
}

// claimed is what the device of a person signed of an act, before the node recorded it.
type claimed struct {
	signature
	person  string
	message []byte
}

// readRecord reads an envelope and its body, each in its one form.
func readRecord(entry []byte) (*record, error) {
	if len(entry) > largestEntry {
		return nil, errors.New("it is too large")
	}
	whole, err := canonicalObject(entry)
	if err != nil {
		return nil, err
	}
	items, ok := whole["signatures"].([]any)
	if !ok || len(whole) != 3 || whole.text("payloadType") != payloadType {
		return nil, errForm
	}
	payload, err := strictBase64(whole["payload"])
	if err != nil {
		return nil, errForm
	}
	body, err := canonicalObject(payload)
	if err != nil {
		return nil, fmt.Errorf("in its body, %v", err)
	}
	if err := checkBody(body); err != nil {
		return nil, err
	}
	read := &record{body: body, number: body["device_number"].(int64)}
	read.message = signedBytes(payloadType, payload)
	for _, made := range []func(object) (*claimed, error){actSigned, secondSigned} {
		found, err := made(body)
		if err != nil {
			return nil, err
		}
		if found != nil {
			read.claims = append(read.claims, found)
		}
	}
	read.signatures, err = readSignatures(items)
	return read, err
}

func signedBytes(kind string, payload []byte) []byte {
	return []byte(fmt.Sprintf("DSSEv1 %d %s %d %s", len(kind), kind, len(payload), payload))
}

// actSigned makes again, from the record alone, what the device of a person signed of its act; nil where none did.
func actSigned(body object) (*claimed, error) {
	if _, there := body["proof"]; there && !strengths[body.text("proof")] {
		return nil, errors.New("it says an unknown proof of who it was")
	}
	value, there := body["asked"]
	if !there {
		return nil, nil
	}
	said, _ := value.(map[string]any)
	id, _ := said["keyid"].(string)
	sig, err := strictBase64(said["sig"])
	if _, by := body["by"].(string); !by || id == "" || err != nil || len(said) != 2 {
		return nil, errors.New("it names a signature of its act in no known form")
	}
	act := map[string]any{}
	for name, each := range body.object("act") {
		// Which commitments an erasure takes is found by the node, and not said by a person.
		if body.text("kind") != "erased" || name != "commitments" {
			act[name] = each
		}
	}
	statement := map[string]any{"act": act, "device": id, "format": actFormat}
	for _, name := range []string{"act_id", "by", "claimed_at", "door", "kind", "scope", "unit"} {
		statement[name] = body[name]
	}
	return claimOf(statement, actType, signature{id, sig}, body.text("by"))
}

// claimOf joins a signature and the statement that is made again, in its one form.
func claimOf(statement map[string]any, kind string, made signature, person string) (*claimed, error) {
	var payload bytes.Buffer
	if _, err := write(&payload, statement, 1); err != nil {
		return nil, err
	}
	return &claimed{made, person, signedBytes(kind, payload.Bytes())}, nil
}

func readSignatures(items []any) ([]signature, error) {
	if len(items) == 0 || len(items) > mostSignatures {
		return nil, errors.New("it has no signature, or too many")
	}
	found := make([]signature, 0, len(items))
	seen := map[string]bool{}
	for _, each := range items {
		item, _ := each.(map[string]any)
		id, ok := item["keyid"].(string)
		sig, err := strictBase64(item["sig"])
		if !ok || err != nil || len(item) != 2 {
			return nil, errForm
		}
		if seen[id] {
			return nil, errors.New("it is signed twice under one key")
		}
		seen[id] = true
		found = append(found, signature{id, sig})
	}
	return found, nil
}

func canonicalObject(data []byte) (object, error) {
	value, err := canonical(data)
	if err != nil {
		return nil, err
	}
	found, ok := value.(map[string]any)
	if !ok {
		return nil, errors.New("it is no object")
	}
	return found, nil
}

func strictBase64(value any) ([]byte, error) {
	text, ok := value.(string)
	if !ok || strings.ContainsAny(text, "\r\n") {
		return nil, errForm
	}
	return base64.StdEncoding.Strict().DecodeString(text)
}

// checkBody lets a body pass that has every field of a record in its form.
func checkBody(body object) error {
	if body.text("format") != recordFormat {
		return errors.New("it is of an unknown format")
	}
	for _, name := range texts {
		if body.text(name) == "" {
			return fmt.Errorf("it has no %s", name)
		}
	}
	for _, name := range times {
		if !holdsTime(body.text(name)) {
			return fmt.Errorf("it has no time %s", name)
		}
	}
	_, version := body["version"].(int64)
	_, place := body["device_number"].(int64)
	previous, named := body["device_previous"].(string)
	if !version || !place || !named || (previous != "" && !isSum.MatchString(previous)) {
		return errors.New("it has no version, or no place in its device's chain")
	}
	_, findings := body["findings"].([]any)
	_, said := body["act"].(map[string]any)
	_, deviation := body["deviation"]
	if !findings || !said || !deviation {
		return errors.New("it has no act, no findings or no word on deviation")
	}
	return checkAttachments(body)
}

func holdsTime(text string) bool {
	at, err := time.Parse(time.RFC3339Nano, text)
	return isTime.MatchString(text) && err == nil && at.Year() >= 1
}

func checkAttachments(body object) error {
	value, there := body["attachments"]
	list, ok := value.([]any)
	if there && !ok {
		return errors.New("it has no list of attachments")
	}
	before := ""
	for _, each := range list {
		sum, _ := each.(string)
		if !isSum.MatchString(sum) || sum <= before {
			return errors.New("it does not name its attachments by their sums, each once and in order")
		}
		before = sum
	}
	return nil
}
