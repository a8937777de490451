# `if __name__ == "__main__":` runs in a notebook.
# expect: equal
# result: ran, n
# check: ran == ["main"] and n == 1
# %%
ran = []
def main():
    ran.append("main")
# %%
if __name__ == "__main__":
    main()
# %%
n = len(ran)
