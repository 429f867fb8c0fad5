# Flags that every target of the project shares.
add_library(gongkai_flags INTERFACE)
target_include_directories(gongkai_flags INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)
target_compile_options(gongkai_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                       -Wno-sign-conversion)
if(GONGKAI_WERROR)
  target_compile_options(gongkai_flags INTERFACE -Werror)
endif()
if(GONGKAI_SANITIZE)
  target_compile_options(gongkai_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
                         -fno-sanitize-recover=undefined)
  target_link_options(gongkai_flags INTERFACE -fsanitize=address,undefined)
endif()
if(GONGKAI_FUZZ)
  target_compile_options(gongkai_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
  target_link_options(gongkai_flags INTERFACE -fsanitize=address,undefined)
endif()

# gongkai_library(base text.cc …): the library of the folder src/base.
function(gongkai_library folder)
  add_library(gongkai_${folder} STATIC ${ARGN})
  target_link_libraries(gongkai_${folder} PUBLIC gongkai_flags)
endfunction()
