-- What the tests have Neovim do. Each waits for what it brings about and answers with what a person would then see.

function run(payload)
  local request = vim.json.decode(payload)
  local succeeded, result = pcall(function() return assert(loadstring(request.code))(unpack(request.arguments)) end)
  return vim.json.encode({ succeeded = succeeded, result = result })
end

function wait_for(what, condition)
  local answer
  vim.wait(15000, function()
    answer = condition()
    return answer
  end, 10)
  return answer or error("waited in vain: " .. what)
end

function open(file)
  vim.cmd.edit(vim.fn.fnameescape(file))
  wait_for("the server", function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = "wirelens" })[1]
    return client and client.initialized
  end)
end

-- Puts the cursor on the first place of the file that holds `text`.
function find(text)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search("\\V" .. vim.fn.escape(text, "\\"), "c") > 0, text .. " is not in the file")
end

function place()
  return ("%s:%d:%d"):format(vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ":."), vim.fn.line("."), vim.fn.col("."))
end

-- The text of the floating window that `K` opens.
function hover()
  vim.lsp.buf.hover()
  return wait_for("a hover", function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
        vim.api.nvim_win_close(window, true)
        return table.concat(lines, "\n")
      end
    end
  end)
end

function go_to_definition()
  local before = place()
  vim.lsp.buf.definition()
  return wait_for("another place", function() return place() ~= before and place() end)
end

function references()
  local list
  vim.lsp.buf.references({ includeDeclaration = false }, { on_list = function(found) list = found.items end })
  return vim.tbl_map(function(item)
    return ("%s:%d:%d %s"):format(vim.fn.fnamemodify(item.filename, ":."), item.lnum, item.col, vim.trim(item.text))
  end, wait_for("references", function() return list end))
end

-- What calls the function at the cursor, as the quickfix list has it.
function incoming_calls()
  vim.fn.setqflist({})
  vim.lsp.buf.incoming_calls()
  return vim.tbl_map(function(item)
    return ("%s:%d:%d %s"):format(vim.fn.fnamemodify(vim.api.nvim_buf_get_name(item.bufnr), ":."), item.lnum, item.col, item.text)
  end, wait_for("incoming calls", function()
    local found = vim.fn.getqflist()
    return #found > 0 and found
  end))
end

-- Types a line below the cursor's, and takes what completion offers first at its end; answers all that it offers, and the line as it is then.
function complete(line)
  local number, buffer = vim.fn.line("."), vim.api.nvim_get_current_buf()
  vim.fn.append(number, line)
  vim.api.nvim_win_set_cursor(0, { number + 1, #line })
  local client = vim.lsp.get_clients({ bufnr = 0, name = "wirelens" })[1]
  local parameters = vim.lsp.util.make_position_params(0, client.offset_encoding)
  parameters.position.character = vim.str_utfindex(line, client.offset_encoding)
  local answer = assert(client:request_sync("textDocument/completion", parameters, 15000, buffer)).result
  vim.lsp.util.apply_text_edits({ answer.items[1].textEdit }, buffer, client.offset_encoding)
  local labels = vim.tbl_map(function(item) return item.label .. " " .. item.detail end, answer.items)
  local completed = vim.fn.getline(number + 1)
  vim.cmd("edit!")
  return { labels = labels, line = completed }
end

function lenses()
  return vim.tbl_map(function(lens)
    return ("%d %s"):format(lens.range.start.line + 1, lens.command.title)
  end, wait_for("lenses", function()
    local found = vim.lsp.codelens.get(0)
    return #found > 0 and found
  end))
end

function diagnostics()
  return vim.tbl_map(function(diagnostic)
    return ("%d:%d %s %s"):format(diagnostic.lnum + 1, diagnostic.col + 1, diagnostic.code, diagnostic.message)
  end, wait_for("diagnostics", function()
    local found = vim.diagnostic.get(0)
    return #found > 0 and found
  end))
end

-- The titles of what `gra` offers at the cursor; with `chosen`, the one of that title is carried out.
function code_action(chosen)
  local titles
  vim.ui.select = function(items, _, choose)
    titles = vim.tbl_map(function(item) return item.action.title end, items)
    for _, item in ipairs(items) do
      if item.action.title == chosen then return choose(item) end
    end
    choose(nil)
  end
  vim.lsp.buf.code_action()
  return wait_for("code actions", function() return titles end)
end

-- The address of the report that the server had Neovim show in a window of its own.
function report()
  return wait_for("a report", function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local name = vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window))
      if vim.endswith(name, ".md") then return vim.uri_from_fname(name) end
    end
  end)
end

said, token, kind = {}, nil, nil

vim.api.nvim_create_autocmd("LspProgress", {
  callback = function(event)
    local value = event.data.params.value
    token, kind = event.data.params.token, value.kind
    table.insert(said, value.kind == "begin" and value.title or value.message)
  end,
})

-- Waits until progress says this, and answers all that it said since the last time. Steps that follow fast on each other may be left out.
function said_until(text)
  local steps = wait_for(text, function() return vim.tbl_contains(said, text) and said end)
  said = {}
  return steps
end

function until_done()
  wait_for("the end of progress", function() return kind == "end" end)
  said = {}
end

-- Cancels the work that progress told of last.
function cancel()
  vim.lsp.get_clients({ name = "wirelens" })[1]:notify("window/workDoneProgress/cancel", { token = token })
end
