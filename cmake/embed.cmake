# Compiles data files into the binary.
#   gongkai_embed(target symbol file…) defines, for the target,
#     namespace gongkai::embedded { extern const std::vector<EmbeddedFile> symbol; }
# declared in the generated header embedded/<symbol>.h. Names are relative to schemas/, also of files elsewhere.
set(GONGKAI_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)

function(gongkai_embed target symbol)
  set(out ${PROJECT_BINARY_DIR}/generated/embedded)
  add_custom_command(
    OUTPUT ${out}/${symbol}.cc ${out}/${symbol}.h
    COMMAND ${CMAKE_COMMAND} -DSYMBOL=${symbol} -DOUT=${out} -DROOT=${PROJECT_SOURCE_DIR}/schemas
            "-DFILES=${ARGN}" -P ${GONGKAI_EMBED_SCRIPT}
    DEPENDS ${ARGN} ${GONGKAI_EMBED_SCRIPT}
    VERBATIM)
  target_sources(${target} PRIVATE ${out}/${symbol}.cc ${out}/${symbol}.h)
endfunction()
