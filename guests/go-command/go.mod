module weft.example/go-command

go 1.24
