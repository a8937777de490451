# A %%bash cell writes a file; it has a here-document and a loop.
# expect: equal
# result: lines
# check: lines == ["x1", "x2", "end"]
# %%
%%bash
for i in 1 2; do echo "x$i" >> b.txt; done
cat >> b.txt <<EOF
end
EOF
# %%
lines = open("b.txt").read().split()
