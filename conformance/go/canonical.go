package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"
)

// Canonical JSON as docs/formats/record.md has it. Not looked at is one thing, for which the standard library has no
// table: whether strings are in the Unicode form NFC.

const (
	deepest       = 32
	largestNumber = 1<<53 - 1
)

// canonical returns the value of bytes that could not have been written in any other way: objects as map[string]any,
// lists as []any, integers as int64.
func canonical(data []byte) (any, error) {
	reader := json.NewDecoder(bytes.NewReader(data))
	reader.UseNumber()
	var value any
	if err := reader.Decode(&value); err != nil {
		return nil, fmt.Errorf("it is no JSON: %v", err)
	}
	var again bytes.Buffer
	value, err := write(&again, value, 1)
	if err != nil {
		return nil, err
	}
	if _, err := reader.Token(); err != io.EOF || !bytes.Equal(again.Bytes(), data) {
		return nil, errors.New("it is not in canonical form")
	}
	return value, nil
}

// write appends a value in its one form, and returns it with its integers read.
func write(out *bytes.Buffer, value any, depth int) (any, error) {
	switch found := value.(type) {
	case nil:
		out.WriteString("null")
	case bool:
		fmt.Fprintf(out, "%t", found)
	case string:
		writeText(out, found)
	case int64:
		fmt.Fprintf(out, "%d", found)
	case json.Number:
		number, err := found.Int64()
		if err != nil || number > largestNumber || number < -largestNumber {
			return nil, errors.New("it holds a number that is not a whole one within 2^53 - 1")
		}
		fmt.Fprintf(out, "%d", number)
		return number, nil
	case []any:
		return writeList(out, found, depth)
	case map[string]any:
		return writeObject(out, found, depth)
	}
	return value, nil
}

func writeList(out *bytes.Buffer, list []any, depth int) (any, error) {
	if depth > deepest {
		return nil, errors.New("it is nested too deep")
	}
	out.WriteByte('[')
	for i, each := range list {
		if i > 0 {
			out.WriteByte(',')
		}
		read, err := write(out, each, depth+1)
		if err != nil {
			return nil, err
		}
		list[i] = read
	}
	out.WriteByte(']')
	return list, nil
}

func writeObject(out *bytes.Buffer, object map[string]any, depth int) (any, error) {
	if depth > deepest {
		return nil, errors.New("it is nested too deep")
	}
	names := make([]string, 0, len(object))
	for name := range object {
		names = append(names, name)
		if strings.IndexFunc(name, func(each rune) bool { return each >= utf8.RuneSelf }) >= 0 {
			return nil, errors.New("it has a key that is not ASCII")
		}
	}
	sort.Strings(names)
	out.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			out.WriteByte(',')
		}
		writeText(out, name)
		out.WriteByte(':')
		read, err := write(out, object[name], depth+1)
		if err != nil {
			return nil, err
		}
		object[name] = read
	}
	out.WriteByte('}')
	return object, nil
}

var short = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

func writeText(out *bytes.Buffer, text string) {
	out.WriteByte('"')
	for _, each := range text {
		switch escaped := short[each]; {
		case escaped != "":
			out.WriteString(escaped)
		case each < ' ':
			fmt.Fprintf(out, `\u%04x`, each)
		default:
			out.WriteRune(each)
		}
	}
	out.WriteByte('"')
}
