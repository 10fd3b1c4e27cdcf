// A command in Go, through wasip1 and the preview 1 adapter: goroutines, maps, formatting, standard input, an exit code.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"sync"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "fail" {
		fmt.Fprintln(os.Stderr, "leaving with 3")
		os.Exit(3)
	}
	if len(os.Args) > 1 && os.Args[1] == "panic" {
		panic("as asked")
	}
	counts := map[string]int{}
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Split(bufio.ScanWords)
	for scanner.Scan() {
		counts[scanner.Text()]++
	}
	words := make([]string, 0, len(counts))
	for word := range counts {
		words = append(words, word)
	}
	sort.Strings(words)
	for _, word := range words {
		fmt.Printf("%q %d\n", word, counts[word])
	}
	fmt.Println(os.Args[1:], sumOfSquares(1000))
}

// sumOfSquares adds up what a thousand goroutines send.
func sumOfSquares(n int) int {
	results := make(chan int)
	var group sync.WaitGroup
	for i := range n {
		group.Add(1)
		go func() {
			defer group.Done()
			results <- i * i
		}()
	}
	go func() {
		group.Wait()
		close(results)
	}()
	sum := 0
	for square := range results {
		sum += square
	}
	return sum
}
