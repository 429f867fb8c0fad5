# OCR of scanned pages: ONNX Runtime and a model, fetched by scripts/setup_ocr.sh, and leptonica.
# Without them all else works, and pages that are pictures get the diagnostic `page.needs_ocr`.
option(GONGKAI_OCR "Read scanned pages, where scripts/setup_ocr.sh has fetched what it takes" ON)
set(GONGKAI_OCR_DIR ${PROJECT_SOURCE_DIR}/.ocr CACHE PATH "What scripts/setup_ocr.sh fetched")

pkg_check_modules(leptonica IMPORTED_TARGET lept)
set(GONGKAI_HAS_OCR OFF)
if(GONGKAI_OCR)
  if(leptonica_FOUND AND EXISTS ${GONGKAI_OCR_DIR}/complete)
    set(GONGKAI_HAS_OCR ON)
    add_library(onnxruntime SHARED IMPORTED GLOBAL)
    set_target_properties(onnxruntime PROPERTIES
      IMPORTED_LOCATION ${GONGKAI_OCR_DIR}/lib/libonnxruntime.so.1
      IMPORTED_SONAME libonnxruntime.so.1
      INTERFACE_INCLUDE_DIRECTORIES ${GONGKAI_OCR_DIR}/include)
  else()
    message(STATUS "No OCR: run scripts/setup_ocr.sh (needs npm) and install libleptonica-dev")
  endif()
endif()
